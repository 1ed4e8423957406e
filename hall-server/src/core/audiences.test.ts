import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AUDIENCES, follow, project, visibleFacts } from '@service-hall/contract'
import type { HallView } from '@service-hall/contract'
import { PASSWORD, aHallFile, aPureHall, asKiosk, asManager, asStaff, command } from '../../test/builders.ts'
import type { PureHall } from '../../test/builders.ts'
import { orderOf, steps } from '../../test/builders.ts'
import type { Step } from '../../test/builders.ts'

function run(hall: PureHall, day: readonly Step[]): void {
  for (const step of day) {
    hall.now += step.waitMs
    const order = orderOf(hall, step)
    if (order) hall.do(...order)
  }
}

test.each(AUDIENCES)('%s: facts folded onto a snapshot keep it equal to a later snapshot', (audience) => {
  fc.assert(
    fc.property(steps, steps, fc.integer({ min: 1, max: 7 }), (morning, afternoon, chunk) => {
      const hall = aPureHall()
      run(hall, morning)
      const view = structuredClone(project(audience, hall.state.view))
      const { length } = hall.entries
      run(hall, afternoon)
      for (let at = length; at < hall.entries.length; at += chunk) {
        const entries = hall.entries.slice(at, at + chunk)
        const batch = {
          from: entries[0]!.number,
          to: entries.at(-1)!.number,
          entries: visibleFacts(audience, entries),
        }
        expect(follow(view, structuredClone(batch))).toBe('folded')
      }
      // Tickets that ended since then are still in the followed view; a new snapshot leaves them out.
      expect(project(audience, view)).toEqual(project(audience, hall.state.view))
    }),
    { numRuns: 60 },
  )
})

function lookAt(audience: (typeof AUDIENCES)[number]): string {
  const hall = aPureHall()
  run(hall, fc.sample(steps, { numRuns: 1, seed: 3 }).flat())
  hall.must(asKiosk(), { ...command('ticket.issue'), subjectId: 'subject-of-somebody' as never })
  const view: HallView = project(audience, hall.state.view)
  return JSON.stringify([view, visibleFacts(audience, hall.entries)])
}

test.each(['staff', 'station', 'display'] as const)(
  '%s never gets whom a ticket belongs to, nor a session',
  (audience) => {
    const seen = lookAt(audience)
    expect(seen).not.toContain('subject-')
    expect(seen).not.toContain('session-')
  },
)

test('the call display in the hall gets neither staff nor devices nor papers nor ratings', () => {
  const seen = lookAt('display')
  for (const word of ['tcp://', 'evidence', 'invitationId', '"number":"1001"', 'K1-printer'])
    expect(seen).not.toContain(word)
})

test('an ended ticket is left out of a snapshot, unless a call, an undo or a rating still points at it', () => {
  const hall = aPureHall()
  hall.open('C2')
  const [gone, shown] = [hall.issue(), hall.issue()]
  const seen = () => Object.keys(project('display', hall.state.view).tickets)
  hall.must(asManager(), command('ticket.void', { ticketId: gone, reasonId: 'left' }))
  for (const type of ['ticket.call', 'ticket.start', 'ticket.complete'] as const)
    hall.must(asStaff('S1002'), command(type, { counterId: 'C2' }))
  hall.must(asStaff('S1002'), command('counter.close', { counterId: 'C2' }))
  expect(hall.counter('C2').undo).toBe(null)
  expect(seen()).toEqual([shown])
})

test('nobody gets names or passwords', () => {
  for (const audience of AUDIENCES) {
    const seen = lookAt(audience)
    for (const { name } of aHallFile().staff) expect(seen).not.toContain(name)
    expect(seen).not.toContain(PASSWORD)
  }
})
