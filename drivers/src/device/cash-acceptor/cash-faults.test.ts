import { expect, test } from 'vitest'
import { enterFault, errorOfFault, handsOn, needsReset } from './cash-faults.ts'
import type { CashFault } from './cash-faults.ts'
import { freshState } from './dialect.ts'

/** What is told while an acceptor goes through these, one after another. */
function toldThrough(faults: readonly CashFault[]): string[] {
  let state = freshState
  return faults.flatMap((fault) => {
    const { change, events } = enterFault(state, fault)
    state = { ...state, ...change }
    return events.map(({ type }) => type)
  })
}

test('tells a jam or a fraud once, through all resets that do not help, and anew when it was well between', () => {
  const jam = ['jammedInPath', 'busy', 'jammedInPath', 'busy', 'jammedInPath'] as const
  expect(toldThrough(jam)).toEqual(['jammed'])
  expect(toldThrough([...jam, 'busy', 'none', ...jam])).toEqual(['jammed', 'jammed'])
  expect(toldThrough(['fraud', 'busy', 'fraud', 'none'])).toEqual(['fraud'])
  expect(toldThrough(['boxRemoved', 'busy', 'none', 'boxRemoved'])).toEqual([
    'boxRemoved',
    'boxReturned',
    'boxRemoved',
  ])
})

test('knows what is over by itself, what a reset ends, and where hands get at a note', () => {
  expect(errorOfFault('busy')).toBeUndefined()
  expect(['busy', 'boxFull', 'boxRemoved', 'fraud', 'failed'] as const).toSatisfy((faults: CashFault[]) =>
    faults.every(
      (fault) => needsReset({ ...freshState, fault }) === (fault === 'fraud' || fault === 'failed'),
    ),
  )
  expect(handsOn('boxFull')).toBeUndefined()
  expect(handsOn('boxRemoved')).toBe('handled')
  expect(handsOn('jammedInBox')).toBe('jammed')
})
