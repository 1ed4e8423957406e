import type { HallId } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { FactsOfHall } from '../../test/random-day.ts'
import type { Step } from '../../test/random-day.ts'
import { LiveHall } from './live-hall.ts'
import type { Measure } from './measure.ts'

/** What facts made by these actions at counter 1 add, a minute after each other. */
function measured(...actions: Step['action'][]): string[] {
  const facts = new FactsOfHall()
  for (const action of actions) facts.do({ action, counter: 1, pick: 0, waitMs: 60_000 })
  const heard: Measure[] = []
  const hall = new LiveHall('H1' as HallId)
  // In pieces, as facts come: between them the hall forgets what has ended.
  for (let at = 0; at < facts.entries.length; at += 50)
    hall.fold(facts.entries.slice(at, at + 50), (measure) => heard.push(measure))
  return heard.map(({ kind, ms, times }) =>
    [times < 0 ? `-${kind}` : kind, ...(ms ? [ms / 60_000] : [])].join(' '),
  )
}

test('a customer waits once: neither a transfer nor a way back to the queue begins another wait', () => {
  expect(measured('issue', 'call', 'start', 'transfer', 'call')).toEqual(['issued', 'called 1'])
  expect(measured('issue', 'call', 'noShow', 'reactivate', 'call')).toEqual(['issued', 'called 1', 'noShow'])
})

test('however much happens in between', () => {
  const busy = Array<Step['action']>(250).fill('close')
  expect(measured('issue', 'call', 'noShow', ...busy, 'reactivate', 'call')).toEqual([
    ...['issued', 'called 1', 'noShow'],
  ])
})

test('what a counter takes back is taken away where it was added; a call that was taken back was none', () => {
  expect(measured('issue', 'call', 'undo', 'call')).toEqual(['issued', 'called 1', '-called 1', 'called 3'])
  expect(measured('issue', 'call', 'start', 'complete', 'undo', 'complete')).toEqual([
    ...['issued', 'called 1', 'served 2', '-served 2', 'served 4'],
  ])
  expect(measured('issue', 'call', 'noShow', 'undo')).toEqual(['issued', 'called 1', 'noShow', '-noShow'])
})
