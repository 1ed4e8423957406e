import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aHallOfCash } from '../../../test/cash-on-paper.ts'
import type { Deal } from '../../../test/cash-on-paper.ts'

const PROFILES = ['id003', 'ssp', 'ssp-plain', 'ccnet', 'cctalkBill', 'cctalkCoin'] as const

const note = fc.constantFrom(100, 500, 1_000, 10_000)
const coin = fc.constantFrom(10, 50, 100)
const steps = fc.integer({ min: 1, max: 30 })

function deal(money: fc.Arbitrary<number>, withPower: boolean): fc.Arbitrary<Deal> {
  const usual: { weight: number; arbitrary: fc.Arbitrary<Deal> }[] = [
    { weight: 6, arbitrary: money.map((fen) => ({ do: 'feed', fen })) },
    { weight: 6, arbitrary: steps.map((count) => ({ do: 'run', count })) },
    { weight: 3, arbitrary: fc.constant({ do: 'enable' }) },
    { weight: 1, arbitrary: fc.constant({ do: 'disable' }) },
    { weight: 6, arbitrary: fc.constantFrom({ do: 'stack' as const }, { do: 'giveBack' as const }) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 4 }).map((count) => ({ do: 'loseAnswers', count })) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 4 }).map((count) => ({ do: 'loseQuestions', count })) },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => ({ do: 'noise', bytes })),
    },
    { weight: 2, arbitrary: fc.constant({ do: 'unplug' }) },
    { weight: 2, arbitrary: fc.constant({ do: 'restart' }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 15_000 }).map((ms) => ({ do: 'pass', ms })) },
  ]
  const power: typeof usual = [
    { weight: money === coin ? 0 : 1, arbitrary: fc.constant({ do: 'pull' }) },
    { weight: 2, arbitrary: fc.boolean().map((pull) => ({ do: 'powerCut', pull })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.constantFrom('jam' as const, 'jamUnseen' as const),
          fc.constantFrom('box' as const, 'mouth' as const),
        )
        .map(([what, where]): Deal => ({ do: what, where })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('cheat' as const, 'fail' as const, 'boxOut' as const),
          fc.integer({ min: 1, max: 12 }),
        )
        .map(([what, count]): Deal => ({ do: what, count })),
    },
  ]
  return fc.oneof(...usual, ...(withPower ? power : []))
}

/** What happens in a hall: anything at any time, and a note struck at each step of its way into the box. */
function story(money: fc.Arbitrary<number>, withPower: boolean): fc.Arbitrary<Deal[]> {
  const any = deal(money, withPower)
  const struck = fc
    .tuple(money, fc.integer({ min: 0, max: 14 }), any, fc.integer({ min: 1, max: 6 }))
    .map(([fen, at, strike, after]): Deal[] => [
      { do: 'enable' },
      { do: 'run', count: 8 },
      { do: 'feed', fen },
      { do: 'run', count: 12 },
      { do: 'stack' },
      { do: 'run', count: at },
      strike,
      { do: 'run', count: after },
    ])
  const one = fc.oneof({ weight: 2, arbitrary: any.map((deal) => [deal]) }, { weight: 1, arbitrary: struck })
  return fc.array(one, { maxLength: 30 }).map((parts) => parts.flat())
}

describe.each(PROFILES)('%s', (profile) => {
  const money = profile === 'cctalkCoin' ? coin : note
  const start: Deal[] = [{ do: 'run', count: 60 }, { do: 'enable' }, { do: 'run', count: 10 }]

  test('credits what is in the box, through lost lines, lost power, jams and restarts', () => {
    fc.assert(
      fc.property(story(money, true), (deals) => {
        const hall = aHallOfCash(profile)
        hall.go([...start, ...deals])
        const { box, returned, credited, uncertain, toldReturned } = hall.account()
        expect(new Set(credited.map(({ creditId }) => creditId)).size).toBe(credited.length)
        for (const fen of new Set([...box, ...credited.map(({ denominationFen }) => denominationFen)])) {
          const inBox = box.filter((one) => one === fen).length
          const told = credited.filter(({ denominationFen }) => denominationFen === fen).length
          const open = uncertain
            .filter(({ denominationFen = fen }) => denominationFen === fen)
            .reduce((sum, { atMost = Number.POSITIVE_INFINITY }) => sum + atMost, 0)
          expect(told, `credited of ${fen}`).toBeLessThanOrEqual(inBox)
          expect(inBox, `in the box of ${fen}`).toBeLessThanOrEqual(told + open)
        }
        for (const fen of new Set(toldReturned.map(({ denominationFen }) => denominationFen))) {
          const back = returned.filter((one) => one === fen).length
          const told = toldReturned.filter(({ denominationFen }) => denominationFen === fen).length
          expect(told, `returned of ${fen}`).toBeLessThanOrEqual(back)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('is sure of every note as long as the power stays on', () => {
    fc.assert(
      fc.property(story(money, false), (deals) => {
        const hall = aHallOfCash(profile)
        hall.go([...start, ...deals])
        const { box, credited, uncertain } = hall.account()
        // An old SSP acceptor tells a credit once, and a coin acceptor only its last five events.
        if (profile === 'ssp-plain' || profile === 'cctalkCoin') return
        // Gone when the line came back, and nobody heard where: nothing proves it.
        expect(uncertain.filter(({ reason }) => reason !== 'lineLost')).toEqual([])
        expect(sum(credited.map(({ denominationFen }) => denominationFen))).toBe(sum(box))
      }),
      { numRuns: 150 },
    )
  })

  test('takes nothing before it is enabled, nor after the line came back', () => {
    const hall = aHallOfCash(profile)
    hall.go([
      { do: 'run', count: 60 },
      { do: 'feed', fen: 100 },
      { do: 'run', count: 30 },
    ])
    hall.go([{ do: 'enable' }, { do: 'run', count: 20 }, { do: 'unplug' }, { do: 'run', count: 60 }])
    hall.go([{ do: 'feed', fen: 100 }, { do: 'run', count: 60 }, { do: 'stack' }, { do: 'run', count: 60 }])
    expect(hall.account()).toMatchObject({ box: [], credited: [], uncertain: [] })
  })
})

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, one) => total + one, 0)
}
