import type { MachineChange } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { spellsOf } from './spells.ts'

const change = (at: number, up: boolean, event: MachineChange['event'] = null): MachineChange => ({
  ...{ number: at, at, up, state: null, event },
})

test('changes that change nothing, and being let in, begin no spell', () => {
  const changes = [change(40, true), change(30, false), change(20, false), change(10, true, 'enrolled')]
  expect(spellsOf({ before: null, changes }, { from: 0, to: 50 })).toEqual([
    { from: 0, to: 20, state: 'unknown' },
    { from: 20, to: 40, state: 'down' },
    { from: 40, to: 50, state: 'up' },
  ])
})

test('what it was before lasts into the period', () => {
  const before = { up: true, state: null, since: 3 }
  expect(spellsOf({ before, changes: [] }, { from: 10, to: 20 })).toEqual([{ from: 10, to: 20, state: 'up' }])
})
