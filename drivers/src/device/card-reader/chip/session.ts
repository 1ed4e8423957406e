import { Turns } from '../../../turns.ts'
import type { DeviceError, DeviceErrorCode } from '../../common/status.ts'
import type { ChipChannel } from '../chip-channel.ts'
import { encodeCommand, parseResponse } from './apdu.ts'
import type { ChipCommand, ChipResponse } from './apdu.ts'
import { readStatusWord } from './status-word.ts'

/**
 * What became of a command. Without `sw` no whole answer came: the chip may have carried the command out or not, and
 * only reading can tell. `triesLeft` is what the chip told with a wrong secret.
 */
export type ChipAnswer =
  | { ok: true; data: Uint8Array; sw: number }
  | { ok: false; error: DeviceError; sw?: number; triesLeft?: number }

/** Commands with a chip, one at a time. */
export type ChipSession = {
  readonly atr: Uint8Array
  readonly protocol: 'T=0' | 'T=1'
  /** Sends a command and fetches its whole answer. Never throws for what a chip does. */
  command(command: ChipCommand): Promise<ChipAnswer>
}

/** GET RESPONSEs after one command; 16 × 256 bytes is more than any short command answers. */
const MAX_PARTS = 16
const GET_RESPONSE = 0xc0
/** SELECT, READ BINARY, READ RECORD, GET RESPONSE, GET DATA, GET CHALLENGE: change nothing that a second one could spoil. */
const onlyReads: ReadonlySet<number> = new Set([0xa4, 0xb0, 0xb2, GET_RESPONSE, 0xca, 0x84])

/**
 * A session over a reader's channel: follows `61 xx` with GET RESPONSE, and after `6C xx` asks once more with the right
 * length, but only what merely reads. Nothing else is ever sent twice, least of all after an answer that did not come.
 */
export function createChipSession(channel: ChipChannel): ChipSession {
  const turns = new Turns()
  const { atr, protocol } = channel
  return {
    atr,
    protocol,
    command: (command) => turns.run(() => whole(channel, command)),
  }
}

/** One exchange: a status word came, or nothing that has one. */
type Exchanged = ({ answered: true } & ChipResponse) | { answered: false; error: DeviceError }

async function whole(channel: ChipChannel, command: ChipCommand): Promise<ChipAnswer> {
  const data: number[] = []
  let reply = await exact(channel, command)
  for (let part = 0; reply.answered; part += 1) {
    data.push(...reply.data)
    const { sw } = reply
    const status = readStatusWord(sw)
    if (status.kind === 'done') return { ok: true, data: Uint8Array.from(data), sw }
    if (status.kind === 'wrongLe') return { ok: false, error: wrong('invalidData'), sw }
    if (status.kind === 'refused') {
      const { error, triesLeft } = status
      return { ok: false, error, sw, ...(triesLeft !== undefined && { triesLeft }) }
    }
    if (part === MAX_PARTS) return { ok: false, error: wrong('readFailed'), sw }
    reply = await exact(channel, getResponse(status.length))
  }
  return { ok: false, error: reply.error }
}

/** One command; a second time, with the length the chip named, when the first said only that. */
async function exact(channel: ChipChannel, command: ChipCommand): Promise<Exchanged> {
  const reply = await once(channel, command)
  if (!reply.answered || !onlyReads.has(command.ins)) return reply
  const status = readStatusWord(reply.sw)
  return status.kind === 'wrongLe' ? once(channel, { ...command, le: status.length || 256 }) : reply
}

async function once(channel: ChipChannel, command: ChipCommand): Promise<Exchanged> {
  const reply = await channel.transmit(encodeCommand(command, channel.protocol))
  if (!reply.ok) return { answered: false, error: reply.error }
  const response = parseResponse(reply.response)
  return response ? { answered: true, ...response } : { answered: false, error: wrong('readFailed') }
}

function getResponse(length: number): ChipCommand {
  return { cla: 0x00, ins: GET_RESPONSE, p1: 0, p2: 0, le: length || 256 }
}

function wrong(code: DeviceErrorCode): DeviceError {
  return { code, action: 'clear' }
}
