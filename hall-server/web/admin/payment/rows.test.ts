import type { AwaitedBill, HallConfig, Reconciled, SuspenseCase } from '@service-hall/contract'
import { aHallConfig } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { closingAccounts } from './closing-accounts.ts'
import { reconciledRows } from './reconciled-rows.ts'

const config = {
  ...aHallConfig(),
  payments: {
    ...{ orderMinutes: 15, refundApprovalFen: 0, boxNotes: 10 },
    ways: [
      { channel: 'alipay', uses: ['showsCode'] },
      { channel: 'wechat', uses: ['showsCode'] },
      { channel: 'cash', uses: ['cash'] },
    ],
  },
} as unknown as HallConfig
const compared = (cases: number, unexplainedFen: number) => ({ cases, unexplainedFen }) as Reconciled

test('sides with differences come first, then those never compared; cash has no bill', () => {
  const rows = reconciledRows({ wechat: compared(0, 0), billing: compared(2, 0) }, config)
  expect(rows.map(({ side, state }) => [side, state])).toEqual([
    ['billing', 'open'],
    ['alipay', 'never'],
    ['wechat', 'even'],
  ])
})

test('a bill that is waited for is told beside its side, and one of a day that is not over is not', () => {
  const awaited = {
    alipay: { side: 'alipay', day: '2026-01-04', is: 'later', why: 'notMade', since: 1 },
    wechat: { side: 'wechat', day: '2026-01-05', is: 'notOver', why: 'notOver', since: 1 },
  } as unknown as Record<string, AwaitedBill>
  const told = reconciledRows({}, config, awaited).map(({ side, awaited: bill }) => [side, bill?.day])
  expect(Object.fromEntries(told)).toMatchObject({ alipay: '2026-01-04', wechat: undefined })
})

test('a case may go back to its own account first, to a loss last', () => {
  const cashBoxes = { 'K1-cash': { fen: 0, notes: 0, since: 0 } }
  const row = { account: 'box:K1-cash' } as SuspenseCase
  const accounts = closingAccounts(row, { config, cashBoxes })
  expect(accounts.at(0)).toBe('box:K1-cash')
  expect(accounts.at(-1)).toBe('cashOverShort')
  expect(accounts).toContain('channel:wechat')
  // What customers are owed is what their orders hold: nothing goes there without one.
  expect(accounts).not.toContain('customer')
  expect(new Set(accounts).size).toBe(accounts.length)
})
