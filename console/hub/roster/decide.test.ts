import type {
  AccountId,
  HubRole,
  PlanDay,
  RegionId,
  RosterRow,
  Shift,
  StaffNumber,
} from '@service-hall/contract'
import { daysLater } from '@service-hall/contract'
import { describe, expect, test } from 'vitest'
import { aPureHub, hall } from '../../test/pure.ts'
import type { PureHub } from '../../test/pure.ts'
import { WEEKS_KEPT } from './state.ts'
import { swapped } from './swap.ts'

const week = '2026-11-30' as PlanDay
const place = { hallId: hall('H1'), week }
const SWAP = 'swap-0001'
const staff = (text: string): StaffNumber => text as StaffNumber
const row = (number: string, days: string): RosterRow => ({
  number: staff(number),
  days: [...days].map((letter) =>
    letter === '-' ? null : { shift: (letter === 'D' ? 'D1' : letter === 'A' ? 'AM' : 'D2') as Shift['id'] },
  ),
})
const rows = [row('1001', 'DDDDD--'), row('1002', '-DDDDD-')]

/** Hall H1 in `east1` with three on its staff; supervisors of `east` and `west`; 1001 and 1002 have accounts. */
function aStaffedHub(): PureHub {
  const hub = aPureHub()
  for (const [accountId, homeId, role] of [
    ['east-boss', 'east', 'supervisor'],
    ['west-boss', 'west', 'supervisor'],
    ['east-eye', 'east', 'viewer'],
    ['1001', 'east1', 'viewer'],
    ['1002', 'east1', 'viewer'],
  ] as const)
    hub.does('chief', {
      ...{ type: 'account.add', accountId: accountId as AccountId, homeId: homeId as RegionId },
      role: role as HubRole,
    })
  for (const number of ['1001', '1002', '1003'])
    hub.does('east-boss', {
      ...{
        type: 'people.describe',
        number: staff(number),
        hallId: hall('H1'),
        kinds: ['charge'],
        skills: [],
      },
      ...{ share: 100, from: '2026-01-01' as PlanDay, until: null },
    })
  return hub
}

const publish = (hub: PureHub, base: number, more: { rows?: RosterRow[]; despite?: string } = {}): string =>
  hub.does('east-boss', { type: 'roster.publish', ...place, base, rows, ...more })
const publishedRows = (hub: PureHub): RosterRow[] | undefined =>
  hub.state.rosters.get(place.hallId)?.get(week)?.published?.rows

describe('a week', () => {
  test('is published by who supervises the hall, and by nobody else', () => {
    const hub = aStaffedHub()
    for (const [who, code] of [
      ['west-boss', 'organisation.unknownHall'],
      ['east-eye', 'access.denied'],
      ['1001', 'access.denied'],
    ] as const) {
      expect(hub.does(who, { type: 'roster.publish', ...place, base: 0, rows })).toBe(code)
      expect(hub.does(who, { type: 'roster.keepDraft', ...place, base: 0, rows })).toBe(code)
    }
    expect(publish(hub, 0)).toBe('ok')
  })

  test('is published anew only by who has seen what holds', () => {
    const hub = aStaffedHub()
    expect(publish(hub, 0)).toBe('ok')
    expect(publish(hub, 0)).toBe('roster.changedMeanwhile')
    expect(publish(hub, 1, { rows: [row('1003', 'DD-----')] })).toBe('ok')
    expect(hub.does('east-boss', { type: 'roster.keepDraft', ...place, base: 0, rows })).toBe('ok')
    expect(hub.does('east-boss', { type: 'roster.keepDraft', ...place, base: 0, rows })).toBe(
      'roster.changedMeanwhile',
    )
  })

  test('that cannot be is refused; one that breaks rules asks for a reason, which is kept with them', () => {
    const hub = aStaffedHub()
    expect(publish(hub, 0, { rows: [row('7777', 'D------')], despite: 'no' })).toBe('roster.cannotBe')
    const long = [row('1001', 'DDDDDD-')]
    expect(publish(hub, 0, { rows: long })).toBe('roster.breaksRules')
    expect(publish(hub, 0, { rows: long, despite: '年检' })).toBe('ok')
  })

  test('keeps its shifts as they were when they are changed later', () => {
    const hub = aStaffedHub()
    publish(hub, 0)
    const before = hub.state.rosters.get(place.hallId)?.get(week)?.published?.shifts
    const shifts: Shift[] = [
      { id: 'D1' as Shift['id'], name: { zh: '早', en: 'Early' }, stretches: [{ from: 0, to: 60 }] },
    ]
    hub.does('east-boss', { type: 'roster.setShifts', place: { of: 'hall', hallId: hall('H1') }, shifts })
    expect(hub.state.rosters.get(place.hallId)?.get(week)?.published?.shifts).toBe(before)
    expect(before?.map(({ id }) => id)).toEqual(['D1'])
  })

  test('sees days off that were granted before it, and keeps to the rules of its hall', () => {
    const hub = aStaffedHub()
    const absence = { absenceId: 'absence-1', kind: 'leave' as const, from: week, to: week }
    hub.does('east-boss', { type: 'people.askAbsence', number: staff('1001'), ...absence })
    expect(publish(hub, 0)).toBe('ok')
    hub.does('east-boss', {
      type: 'people.decideAbsence',
      number: staff('1001'),
      absenceId: 'absence-1',
      granted: true,
    })
    expect(publish(hub, 1)).toBe('roster.cannotBe')
    const rules = { hoursPerWeek: 20 }
    hub.does('east-boss', { type: 'people.setRules', place: { of: 'hall', hallId: hall('H1') }, rules })
    expect(publish(hub, 1, { rows: [row('1002', 'DDDDD--')] })).toBe('roster.breaksRules')
  })

  test('that lies too far back is closed, not begun anew', () => {
    const hub = aStaffedHub()
    publish(hub, 0)
    for (let at = 1; at <= WEEKS_KEPT; at += 1)
      hub.does('east-boss', {
        type: 'roster.publish',
        hallId: hall('H1'),
        week: daysLater(week, 7 * at),
        base: 0,
        rows: [],
      })
    expect(hub.state.rosters.get(hall('H1'))?.size).toBe(WEEKS_KEPT)
    expect(publish(hub, 0)).toBe('roster.weekClosed')
  })
})

describe('a swap', () => {
  const ask = (hub: PureHub, who: string, more: { day?: number; theirDay?: number | null } = {}): string =>
    hub.does(who, {
      ...{ type: 'roster.askSwap', ...place, swapId: SWAP, number: staff('1001'), day: 0 },
      ...{ other: staff('1002'), theirDay: 5 },
      ...more,
    })
  const answer = (hub: PureHub, who: string, agreed = true): string =>
    hub.does(who, { type: 'roster.answerSwap', ...place, swapId: SWAP, agreed })
  const approve = (hub: PureHub, who: string): string =>
    hub.does(who, { type: 'roster.decideSwap', ...place, swapId: SWAP, approved: true })

  test('is asked, agreed and approved by three, and changes the week that holds', () => {
    const hub = aStaffedHub()
    expect(ask(hub, '1001')).toBe('roster.notPublished')
    publish(hub, 0)
    expect(ask(hub, '1002')).toBe('access.denied')
    expect(ask(hub, 'west-boss')).toBe('organisation.unknownHall')
    expect(ask(hub, '1001')).toBe('ok')
    expect(answer(hub, '1001')).toBe('access.denied')
    expect(answer(hub, 'east-eye')).toBe('access.denied')
    expect(approve(hub, 'east-boss')).toBe('roster.swapNotAgreed')
    expect(answer(hub, '1002')).toBe('ok')
    expect(approve(hub, '1002')).toBe('access.denied')
    expect(approve(hub, 'east-boss')).toBe('ok')
    expect(publishedRows(hub)).toEqual([row('1001', '-DDDDD-'), row('1002', 'DDDDD--')])
    expect(approve(hub, 'east-boss')).toBe('roster.swapOver')
    expect(publish(hub, 1)).toBe('roster.changedMeanwhile')
  })

  test('is not approved by one of the two, supervisor or not', () => {
    const hub = aStaffedHub()
    publish(hub, 0)
    ask(hub, '1001')
    answer(hub, '1002')
    hub.does('chief', {
      type: 'account.grant',
      accountId: '1002' as AccountId,
      regionId: 'east' as RegionId,
      role: 'supervisor',
    })
    expect(approve(hub, '1002')).toBe('roster.swapNotOnesOwn')
  })

  test('is of the week as it holds when it is decided', () => {
    const hub = aStaffedHub()
    publish(hub, 0)
    ask(hub, '1001')
    answer(hub, 'east-boss')
    publish(hub, 1, { rows: [row('1001', '-DDDD--'), row('1002', '-DDDDD-')] })
    expect(approve(hub, 'east-boss')).toBe('roster.noShiftThere')
  })

  test('of a day that is free, or to somebody who works then, is none', () => {
    const hub = aStaffedHub()
    publish(hub, 0)
    expect(ask(hub, '1001', { day: 6 })).toBe('roster.noShiftThere')
    expect(ask(hub, '1001', { day: 1, theirDay: null })).toBe('roster.noShiftThere')
    expect(ask(hub, '1001', { day: 0, theirDay: null })).toBe('ok')
  })

  test('of the same day exchanges the shifts', () => {
    const both = [row('1001', 'D------'), row('1002', 'A------')]
    expect(swapped(both, { number: staff('1001'), day: 0, other: staff('1002'), theirDay: 0 })).toEqual([
      row('1001', 'A------'),
      row('1002', 'D------'),
    ])
  })
})
