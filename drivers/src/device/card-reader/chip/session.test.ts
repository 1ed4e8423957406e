import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChip } from '../../../../simulators/chip/chip.ts'
import type { ChipChannel } from '../chip-channel.ts'
import { encodeCommand } from './apdu.ts'
import { createChipSession } from './session.ts'
import { readStatusWord } from './status-word.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const select = { cla: 0, ins: 0xa4, p1: 0, p2: 0, data: bytes('DF01') }

/** A chip that answers by a list; the last answer for ever. `undefined` is no answer. */
function scripted(answers: (string | undefined)[], protocol: 'T=0' | 'T=1' = 'T=0') {
  const sent: string[] = []
  const channel: ChipChannel = {
    atr: bytes('3B 00'),
    protocol,
    async transmit(apdu) {
      sent.push(hex(apdu))
      const next = answers.length > 1 ? answers.shift() : answers[0]
      return next === undefined
        ? { ok: false, error: { code: 'noMedia', action: 'clear' } }
        : { ok: true, response: bytes(next) }
    },
  }
  return { session: createChipSession(channel), sent }
}

describe('the four cases of a command', () => {
  const header = { cla: 0x00, ins: 0x88, p1: 0x00, p2: 0x01 }
  const data = bytes('0102')
  test.each([
    [{ ...header }, '00880001', '00880001'],
    [{ ...header, le: 8 }, '0088000108', '0088000108'],
    [{ ...header, le: 256 }, '0088000100', '0088000100'],
    [{ ...header, data }, '00880001020102', '00880001020102'],
    [{ ...header, data, le: 8 }, '00880001020102', '0088000102010208'],
  ])('%j', (command, t0, t1) => {
    expect(hex(encodeCommand(command, 'T=0'))).toBe(t0)
    expect(hex(encodeCommand(command, 'T=1'))).toBe(t1)
  })

  test('without a short form are mistakes of the program', () => {
    expect(() => encodeCommand({ ...header, data: new Uint8Array(256) }, 'T=1')).toThrow(RangeError)
    expect(() => encodeCommand({ ...header, le: 257 }, 'T=1')).toThrow(RangeError)
    expect(() => encodeCommand({ ...header, le: 0 }, 'T=1')).toThrow(RangeError)
  })
})

describe('a session with a chip', () => {
  test.each(['T=0', 'T=1'] as const)('reads a whole answer under %s', async (protocol) => {
    const chip = createChip({ kind: 'meterCard', protocol })
    chip.reset()
    const session = createChipSession({
      atr: chip.atr,
      protocol,
      transmit: async (apdu) => ({ ok: true, response: chip.apdu(apdu) ?? new Uint8Array() }),
    })
    expect(await session.command({ ...select, le: 256 })).toMatchObject({ ok: true, sw: 0x9000 })
    const wallet = await session.command({ cla: 0, ins: 0xb0, p1: 0x82, p2: 0, le: 256 })
    expect(wallet.ok && hex(wallet.data)).toBe('0000271000000007')
  })

  test('joins the parts of an answer', async () => {
    const { session, sent } = scripted(['aa6102', 'bb6101', 'cc9000'])
    const answer = await session.command(select)
    expect(answer.ok && hex(answer.data)).toBe('aabbcc')
    expect(sent.slice(1)).toEqual(['00c0000002', '00c0000001'])
  })

  test('gives up on a chip that always has more', async () => {
    const { session, sent } = scripted(['6110'])
    expect(await session.command(select)).toMatchObject({ ok: false, error: { code: 'readFailed' } })
    expect(sent).toHaveLength(17)
  })

  test('asks for the right length once', async () => {
    const { session, sent } = scripted(['6c08', '6c09'])
    const read = { cla: 0, ins: 0xb0, p1: 0x82, p2: 0, le: 256 }
    expect(await session.command(read)).toMatchObject({ ok: false, error: { code: 'invalidData' } })
    expect(sent).toEqual(['00b0820000', '00b0820008'])
  })

  test('takes 6C 00 for 256 bytes', async () => {
    const { session, sent } = scripted(['6c00', '9000'])
    await session.command({ cla: 0, ins: 0xb0, p1: 0, p2: 0, le: 1 })
    expect(sent[1]).toBe('00b0000000')
  })

  test('tells how many tries are left', async () => {
    const { session } = scripted(['63c2'])
    expect(await session.command(select)).toMatchObject({ error: { code: 'securityFail' }, triesLeft: 2 })
  })

  test('says by a missing status word that the chip may have done it', async () => {
    for (const broken of [undefined, '', '90']) {
      const answer = await scripted([broken]).session.command(select)
      expect(answer).not.toHaveProperty('sw')
      expect(answer.ok).toBe(false)
    }
  })

  test('sends a command that may change something exactly once, whatever the chip answers', async () => {
    const answer = fc.option(
      fc
        .tuple(fc.constantFrom('6c08', '6100', '6988', '9000', '63c1', '6f00', ''), fc.boolean())
        .map(([sw]) => sw),
      { nil: undefined },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(0xd6, 0xdc, 0x82, 0x88, 0x32, 0xe2),
        async (answers, ins) => {
          const { session, sent } = scripted(answers)
          const command = { cla: 0x04, ins, p1: 0x82, p2: 0, data: bytes('00'), le: 8 }
          await session.command(command)
          expect(sent.filter((apdu) => apdu.startsWith(hex(Uint8Array.of(4, ins))))).toHaveLength(1)
          expect(sent.length).toBeLessThanOrEqual(1 + 2 * 16)
        },
      ),
    )
  })

  test('keeps the parts of one answer together when two ask at once', async () => {
    const { session, sent } = scripted(['6102', '11229000', '9000'])
    const both = await Promise.all([session.command(select), session.command({ ...select, ins: 0xb0 })])
    expect(both.map((answer) => answer.ok && hex(answer.data))).toEqual(['1122', ''])
    expect(sent.map((apdu) => apdu.slice(2, 4))).toEqual(['a4', 'c0', 'b0'])
  })

  test('has a word for every status word', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (sw) => {
        expect(['done', 'more', 'wrongLe', 'refused']).toContain(readStatusWord(sw).kind)
      }),
    )
    expect(readStatusWord(0x6a82)).toMatchObject({ error: { code: 'invalidMedia' } })
    expect(readStatusWord(0x6282)).toEqual({ kind: 'done' })
  })
})
