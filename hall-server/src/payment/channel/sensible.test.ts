import { expect, test } from 'vitest'
import type { BillLine, Channel, Standing } from './port.ts'
import { sensible } from './sensible.ts'

const PAID = { is: 'paid', tradeNo: 'T1', fen: 100, paidAt: 1_767_580_000_000 } as const
const REPLY = { status: 200, type: 'text/plain', body: 'success' }

function saying(standing: Standing, lines: readonly Partial<BillLine>[] = []): Channel {
  async function* all(): AsyncGenerator<BillLine> {
    for (const line of lines)
      yield { kind: 'payment', channelNo: 'P1', tradeNo: 'T1', fen: 100, at: 0, ...line }
  }
  return sensible({
    query: () => Promise.resolve(standing),
    notice: () => Promise.resolve({ ok: true, channelNo: 'P1', standing: standing as never, reply: REPLY }),
    bill: () => Promise.resolve({ is: 'here', lines: all() }),
  } as unknown as Channel)
}

test('what can be so is said as it was', async () => {
  expect(await saying(PAID).query({} as never)).toEqual(PAID)
  expect(await saying(PAID).notice?.({} as never)).toMatchObject({ ok: true, standing: PAID })
})

test.each([
  ...[0, -100, 1.5, 1e12, Number.NaN].map((fen) => ({ ...PAID, fen })),
  ...[-1, 1e16, Number.NaN, 1.5].map((paidAt) => ({ ...PAID, paidAt })),
  ...['', 'T'.repeat(65)].map((tradeNo) => ({ ...PAID, tradeNo })),
  { is: 'returned', tradeNo: '', fen: 100 } as const,
])(
  'what cannot be so tells nothing, and its notice is not taken: $fen fen, number $tradeNo',
  async (told) => {
    expect(await saying(told).query({} as never)).toMatchObject({ is: 'unsure' })
    expect(await saying(told).notice?.({} as never)).toMatchObject({
      ...{ ok: false, code: 'unreadable', reply: { status: 400 } },
    })
  },
)

test('a code longer than a fact has room for is cut, and a payer who is not masked is left out', async () => {
  expect(await saying({ is: 'refused', code: 'x'.repeat(300) }).query({} as never)).toEqual({
    ...{ is: 'refused', code: 'x'.repeat(80) },
  })
  expect(await saying({ ...PAID, maskedPayer: '6222021234567890' }).query({} as never)).toEqual(PAID)
})

test.each([{ fen: 0 }, { fen: -5 }, { fen: 1e13 }, { tradeNo: '' }])(
  'a bill with a line that cannot be is none: %o',
  async (line) => {
    const bill = await saying(PAID, [{}, line]).bill('2026-01-05')
    const read = async (): Promise<void> => {
      if (bill.is === 'here') for await (const _ of bill.lines);
    }
    await expect(read()).rejects.toThrow('bill line 2')
  },
)
