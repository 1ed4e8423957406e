import type { Outcome } from '../common/device.ts'
import type { DeviceError } from '../common/status.ts'
import type { CommandAnswer, Command, MemoryDialect } from './dialect.ts'
import type { CodeTries, MemoryCard, MemoryData, Verified } from './memory-card.ts'

/** Sends one command while the card is there. */
export type AskCard = (command: Command) => Promise<CommandAnswer>

const SIZE = 256
const PROTECTABLE = 32
const CODE_LENGTH = 3
/** Well below what any of the readers takes in one frame. */
const AT_ONCE = 128

const invalid: DeviceError = { code: 'invalidData', action: 'configuration' }
const unread: DeviceError = { code: 'readFailed', action: 'clear' }
const wrongCode: DeviceError = { code: 'securityFail', action: 'clear' }

/** Tries left by the lowest three bits of the error counter, each bit one try. */
const triesByCounter: Readonly<Record<number, number>> = { 7: 3, 6: 2, 4: 1, 0: 0 }

/** An SLE4442 in a reader that speaks this dialect. */
export function sle4442Card(dialect: MemoryDialect, ask: AskCard): MemoryCard {
  async function read(command: Command, length: number): Promise<MemoryData> {
    const answer = await ask(command)
    if (!answer.ok) return answer
    const data = dialect.dataOf(answer.data, length)
    return data ? { ok: true, data: Uint8Array.from(data) } : { ok: false, error: unread }
  }

  async function readMain(offset: number, length: number): Promise<MemoryData> {
    const parts: Uint8Array[] = []
    for (let at = offset; at < offset + length; at += AT_ONCE) {
      const part = Math.min(AT_ONCE, offset + length - at)
      const got = await read(dialect.read(at, part), part)
      if (!got.ok) return got
      parts.push(got.data)
    }
    return { ok: true, data: Uint8Array.from(Buffer.concat(parts)) }
  }

  async function triesLeft(): Promise<CodeTries> {
    const got = await read(dialect.readSecurity, 4)
    if (!got.ok) return got
    const left = triesByCounter[(got.data[0] ?? 0xff) & 0x07]
    return left === undefined ? { ok: false, error: unread } : { ok: true, triesLeft: left }
  }

  async function verify(code: Uint8Array, force: boolean): Promise<Verified> {
    if (code.length !== CODE_LENGTH) return { ok: false, error: invalid }
    const before = await triesLeft()
    if (!before.ok) return before
    const needed = force ? 1 : 2
    if (before.triesLeft < needed) return { ok: false, error: wrongCode, triesLeft: before.triesLeft }
    const tried = await ask(dialect.verify(code))
    // The counter knows better than the answer: only the right code sets it back to all tries.
    const after = await triesLeft()
    if (!after.ok) return after
    if (tried.ok && after.triesLeft === 3) return { ok: true }
    return { ok: false, error: tried.ok ? wrongCode : tried.error, triesLeft: after.triesLeft }
  }

  async function write(offset: number, data: Uint8Array): Promise<Outcome> {
    for (let at = 0; at < data.length; at += AT_ONCE) {
      const answer = await ask(dialect.write(offset + at, data.subarray(at, at + AT_ONCE)))
      if (!answer.ok) return answer
    }
    const back = await readMain(offset, data.length)
    if (!back.ok) return back
    // Without the code, and on protected bytes, a card takes a write and changes nothing.
    return Buffer.from(back.data).equals(data) ? { ok: true } : { ok: false, error: wrongCode }
  }

  return {
    read: (offset, length) => (within(offset, length, SIZE) ? readMain(offset, length) : refuse()),
    triesLeft,
    verify: (code, { force = false } = {}) => verify(code, force),
    write: (offset, data) => (within(offset, data.length, SIZE) ? write(offset, data) : refuse()),
    protection: () => read(dialect.readProtection, 4),
    async protect(offset, data) {
      if (!within(offset, data.length, PROTECTABLE)) return { ok: false, error: invalid }
      const answer = await ask(dialect.protect(offset, data))
      if (!answer.ok) return answer
      const bits = await read(dialect.readProtection, 4)
      if (!bits.ok) return bits
      const all = [...data.keys()].every((at) => isProtected(bits.data, offset + at))
      return all ? { ok: true } : { ok: false, error: wrongCode }
    },
  }
}

function isProtected(bits: Uint8Array, address: number): boolean {
  return (((bits[address >> 3] ?? 0) >> (address & 7)) & 1) === 0
}

function within(offset: number, length: number, end: number): boolean {
  return Number.isInteger(offset) && offset >= 0 && length > 0 && offset + length <= end
}

function refuse(): Promise<{ ok: false; error: DeviceError }> {
  return Promise.resolve({ ok: false, error: invalid })
}
