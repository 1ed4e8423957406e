import { describe, expect, test } from 'vitest'
import type { MeterCard } from './meter-card.ts'
import { mayWrite, nextPurchase } from './next-purchase.ts'
import type { ReturnFile } from './return-file.ts'

type Facts = {
  count?: number
  amountFen?: number
  /** Count in the return file; `empty` or `unreadable` otherwise. */
  returned?: number | 'empty' | 'unreadable'
  cardType?: MeterCard['parameters']['cardType']
}

function aCard({ count = 7, amountFen = 5_000, returned = 7, cardType = 'purchase' }: Facts = {}): MeterCard {
  const meterNo = '990000000017'
  const customerNo = '990000004321'
  const update = {
    parameters: false,
    currentTariff: false,
    backupTariff: false,
    currentLadder: false,
    backupLadder: false,
  }
  const content = { remainingFen: 0, overdraftFen: 0, unlawfulCards: 0, meterNo, customerNo }
  const returnFile: ReturnFile =
    typeof returned === 'number' ? { state: 'written', ...content, count: returned } : { state: returned }
  return {
    serial: '9900000000000001',
    parameters: {
      grid: 'state',
      update,
      alarm1Fen: 0,
      alarm2Fen: 0,
      ct: 1,
      pt: 1,
      meterNo,
      customerNo,
      cardType,
    },
    wallet: { amountFen, count },
    returned: returnFile,
  }
}

const unclear = { serial: '9900000000000001', amountFen: 9_900, count: 8 }

describe('without anything open', () => {
  test.each<[string, Facts, object]>([
    ['sells the next count when the last purchase arrived', {}, { kind: 'sell', count: 8 }],
    ['sends the customer to the meter first', { returned: 'empty' }, { reason: 'notCarried' }],
    [
      'finishes what somebody began',
      { count: 8, returned: 7 },
      { kind: 'repeat', count: 8, amountFen: 5_000 },
    ],
    ['leaves a meter that counts further to a person', { returned: 9 }, { reason: 'countsDisagree' }],
    ['leaves a card that counts too far to a person', { count: 9 }, { reason: 'countsDisagree' }],
    ['does not guess at a return file', { returned: 'unreadable' }, { reason: 'returnFileUnreadable' }],
    [
      'opens an account with 1',
      { count: 0, returned: 'empty', cardType: 'open' },
      { kind: 'sell', count: 1 },
    ],
    [
      'does not know the count of a fresh replacement',
      { count: 0, returned: 'empty', cardType: 'replacement' },
      { reason: 'countUnknown' },
    ],
  ])('%s', (_, facts, next) => {
    expect(nextPurchase(aCard(facts))).toMatchObject(next)
  })
})

describe('with an unclear purchase', () => {
  test.each<[string, Facts, object]>([
    ['writes it again under its own count', {}, { kind: 'repeat', count: 8, amountFen: 9_900 }],
    [
      'finds it on the card, not carried yet',
      { count: 8, amountFen: 9_900, returned: 'empty' },
      { kind: 'settled', count: 8 },
    ],
    [
      'finds it taken by the meter',
      { count: 8, amountFen: 9_900, returned: 8 },
      { kind: 'settled', count: 8 },
    ],
    [
      'finishes it when the return file was not emptied',
      { count: 8, amountFen: 9_900, returned: 7 },
      { kind: 'repeat', count: 8, amountFen: 9_900 },
    ],
    [
      'finishes it when the return file was torn',
      { count: 8, amountFen: 9_900, returned: 'unreadable' },
      { kind: 'repeat', count: 8, amountFen: 9_900 },
    ],
    [
      'does not guess when it is not on the card',
      { returned: 'unreadable' },
      { reason: 'returnFileUnreadable' },
    ],
    ['finds another amount under its count', { count: 8, returned: 8 }, { reason: 'countsDisagree' }],
    ['finds another amount half written', { count: 8, returned: 7 }, { reason: 'countsDisagree' }],
    ['finds the card sold elsewhere since', { count: 9, returned: 9 }, { reason: 'countsDisagree' }],
    ['finds a card from before', { count: 5, returned: 5 }, { reason: 'countsDisagree' }],
  ])('%s', (_, facts, next) => {
    expect(nextPurchase(aCard(facts), unclear)).toMatchObject(next)
  })

  test('of another card, says so', () => {
    expect(nextPurchase(aCard(), { ...unclear, serial: '9900000000000002' })).toMatchObject({
      reason: 'otherCard',
    })
  })
})

describe('what may be written', () => {
  test('is what would be sold or finished, and nothing else', () => {
    expect(mayWrite(aCard(), { count: 8, amountFen: 1 })).toBe(true)
    expect(mayWrite(aCard(), { count: 7, amountFen: 5_000 })).toBe(false)
    expect(mayWrite(aCard({ count: 8 }), { count: 8, amountFen: 5_000 })).toBe(true)
    expect(mayWrite(aCard({ count: 8 }), { count: 8, amountFen: 1 })).toBe(false)
    expect(mayWrite(aCard({ returned: 'empty' }), { count: 8, amountFen: 1 })).toBe(false)
  })
})
