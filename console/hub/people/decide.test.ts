import type { AccountId, HubRole, PlanDay, RegionId, StaffNumber } from '@service-hall/contract'
import { describe, expect, test } from 'vitest'
import { aPureHub, hall, region } from '../../test/pure.ts'
import type { PureHub } from '../../test/pure.ts'

const number = '1001' as StaffNumber
const day = (text: string): PlanDay => text as PlanDay
const data = {
  ...{ kinds: ['charge' as const], skills: [], share: 100, from: day('2026-01-01'), until: null },
}

/** The pure hub with supervisors of `east` and `west`, a viewer of `east`, and somebody of hall H1 (in `east1`). */
function aStaffedHub(): PureHub {
  const hub = aPureHub()
  for (const [accountId, homeId, role] of [
    ['east-boss', 'east', 'supervisor'],
    ['west-boss', 'west', 'supervisor'],
    ['east-eye', 'east', 'viewer'],
    ['east-tech', 'east', 'operator'],
    ['1001', 'east1', 'viewer'],
  ] as const)
    hub.does('chief', {
      ...{ type: 'account.add', accountId: accountId as AccountId, homeId: homeId as RegionId },
      role: role as HubRole,
    })
  expect(hub.does('east-boss', { type: 'people.describe', number, hallId: hall('H1'), ...data })).toBe('ok')
  return hub
}

const absence = {
  absenceId: 'absence-1',
  kind: 'leave' as const,
  from: day('2026-12-01'),
  to: day('2026-12-03'),
}

describe('staff of a hall', () => {
  test.each([
    ['west-boss', 'people.unknown'],
    ['east-eye', 'access.denied'],
    ['east-tech', 'access.denied'],
  ])('is nothing that %s may do anything with', (who, code) => {
    const hub = aStaffedHub()
    const describe = {
      type: 'people.describe' as const,
      number: '1002' as StaffNumber,
      hallId: hall('H1'),
      ...data,
    }
    expect(hub.does(who, describe)).toBe(who === 'west-boss' ? 'organisation.unknownHall' : 'access.denied')
    expect(hub.does(who, { type: 'people.forget', number })).toBe(code)
    expect(hub.does(who, { type: 'people.askAbsence', number, ...absence })).toBe(code)
    hub.does('east-boss', { type: 'people.askAbsence', number, ...absence })
    const { absenceId } = absence
    expect(hub.does(who, { type: 'people.decideAbsence', number, absenceId, granted: true })).toBe(code)
    expect(hub.does(who, { type: 'people.dropAbsence', number, absenceId })).toBe(code)
    const place = { of: 'hall' as const, hallId: hall('H1') }
    const seen = who === 'west-boss' ? 'organisation.unknownHall' : 'access.denied'
    expect(hub.does(who, { type: 'people.setRules', place, rules: {} })).toBe(seen)
    expect(hub.does(who, { type: 'roster.setShifts', place, shifts: [] })).toBe(seen)
    const calendar = {
      type: 'people.setDay' as const,
      day: day('2026-10-01'),
      kind: 'holiday' as const,
      name: null,
    }
    expect(hub.does(who, { ...calendar, regionId: region('east1') })).toBe(
      who === 'west-boss' ? 'organisation.unknownRegion' : 'access.denied',
    )
  })

  test('cannot be taken over by another region, nor sent to one that is not one’s own', () => {
    const hub = aStaffedHub()
    const describe = { type: 'people.describe' as const, number, ...data }
    expect(hub.does('west-boss', { ...describe, hallId: hall('H2') })).toBe('access.denied')
    expect(hub.does('east-boss', { ...describe, hallId: hall('H2') })).toBe('organisation.unknownHall')
    expect(hub.does('chief', { ...describe, hallId: hall('H2') })).toBe('ok')
    expect(hub.does('east-boss', { ...describe, hallId: hall('H1') })).toBe('access.denied')
  })

  test('leaves before it is forgotten, and does not leave before it came', () => {
    const hub = aStaffedHub()
    const describe = { type: 'people.describe' as const, number, hallId: hall('H1'), ...data }
    expect(hub.does('east-boss', { type: 'people.forget', number })).toBe('people.stillHere')
    expect(hub.does('east-boss', { ...describe, until: day('2025-12-31') })).toBe('people.endsBefore')
    expect(hub.does('east-boss', { ...describe, until: day('2026-12-31') })).toBe('ok')
    expect(hub.does('east-boss', { type: 'people.forget', number })).toBe('ok')
  })
})

describe('days off', () => {
  test('are asked for by oneself, and granted by somebody else', () => {
    const hub = aStaffedHub()
    const { absenceId } = absence
    expect(hub.does('1001', { type: 'people.askAbsence', number, ...absence })).toBe('ok')
    // Whoever supervises by their own account grants nothing to themselves.
    hub.does('chief', {
      type: 'account.grant',
      accountId: '1001' as AccountId,
      regionId: region('east'),
      role: 'supervisor',
    })
    expect(hub.does('1001', { type: 'people.decideAbsence', number, absenceId, granted: true })).toBe(
      'people.notOnesOwn',
    )
    expect(hub.does('east-boss', { type: 'people.decideAbsence', number, absenceId, granted: true })).toBe(
      'ok',
    )
    expect(hub.does('east-boss', { type: 'people.decideAbsence', number, absenceId, granted: true })).toBe(
      'nothing',
    )
    expect(hub.does('1001', { type: 'people.dropAbsence', number, absenceId })).toBe('people.notOnesOwn')
    expect(hub.does('east-boss', { type: 'people.decideAbsence', number, absenceId, granted: false })).toBe(
      'ok',
    )
  })

  test('do not overlap, also when what was refused is granted later', () => {
    const hub = aStaffedHub()
    const ask = (absenceId: string, from: string, to: string): string =>
      hub.does('1001', {
        type: 'people.askAbsence',
        number,
        ...absence,
        absenceId,
        from: day(from),
        to: day(to),
      })
    expect(ask('absence-1', '2026-12-01', '2026-12-03')).toBe('ok')
    expect(ask('absence-2', '2026-12-03', '2026-12-04')).toBe('people.absenceOverlaps')
    expect(ask('absence-1', '2027-01-03', '2027-01-04')).toBe('people.absenceOverlaps')
    expect(ask('absence-3', '2026-12-05', '2026-12-04')).toBe('people.endsBefore')
    const decide = (absenceId: string, granted: boolean): string =>
      hub.does('east-boss', { type: 'people.decideAbsence', number, absenceId, granted })
    expect(decide('absence-1', false)).toBe('ok')
    expect(ask('absence-2', '2026-12-03', '2026-12-04')).toBe('ok')
    expect(decide('absence-2', true)).toBe('ok')
    expect(decide('absence-1', true)).toBe('people.absenceOverlaps')
  })
})

test('a calendar has an end: days beyond it are refused, and what is so already writes nothing', () => {
  const hub = aStaffedHub()
  const regionId = 'east' as RegionId
  const days = (from: string, count: number) =>
    Array.from({ length: count }, (_none, at) => ({
      day: new Date(Date.parse(from) + at * 86_400_000).toISOString().slice(0, 10) as PlanDay,
      ...{ kind: 'holiday' as const, name: null },
    }))
  for (let at = 0; at < 10; at += 1)
    expect(
      hub.does('east-boss', { type: 'people.setDays', regionId, days: days(`20${10 + at}-01-01`, 60) }),
    ).toBe('ok')
  expect(hub.does('east-boss', { type: 'people.setDays', regionId, days: days('2030-01-01', 1) })).toBe(
    'people.tooManyDays',
  )
  expect(hub.does('east-boss', { type: 'people.setDays', regionId, days: days('2010-01-01', 60) })).toBe(
    'nothing',
  )
})
