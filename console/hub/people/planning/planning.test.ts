import type { PlanningChange, PlanningSeen } from '@service-hall/contract'
import { describe, expect, test } from 'vitest'
import { anAccount, anAdministrator } from '../../../test/console-client.ts'
import type { ConsoleClient } from '../../../test/console-client.ts'
import { ENGINES } from '../../../test/engines.ts'
import { aHub } from '../../../test/hub.ts'
import { aKey } from '../../../test/pure.ts'

const region = (regionId: string, tier: string | null = null) => ({ of: 'region', regionId, tier })

/** A hub with hall H1 of tier A in `east`, its supervisor and viewer, and a supervisor of everything. */
async function aPlannedRegion(
  engine: 'sqlite' | 'postgres',
): Promise<Record<'top' | 'boss' | 'viewer' | 'west', ConsoleClient>> {
  const hub = await aHub({ organised: true, engine })
  const admin = await anAdministrator(hub)
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', {
      ...{ regionId, parentId: 'root', name: { zh: regionId, en: regionId } },
    })
  const hall = { hallId: 'H1', key: aKey('H1'), regionId: 'east', tier: 'A' }
  await admin.command('organisation.admitHall', hall)
  return {
    top: await anAccount(admin, 'S0', { homeId: 'root', role: 'supervisor' }),
    boss: await anAccount(admin, 'S1', { homeId: 'east', role: 'supervisor' }),
    viewer: await anAccount(admin, 'S2', { homeId: 'east', role: 'viewer' }),
    west: await anAccount(admin, 'S3', { homeId: 'west', role: 'supervisor' }),
  }
}
const seenBy = async (who: ConsoleClient, place: string): Promise<PlanningSeen> =>
  (await who.ask('GET', `/api/planning/${place}`)).body as unknown as PlanningSeen
const historyOf = async (who: ConsoleClient, place: string, of: string): Promise<PlanningChange[]> =>
  (await who.ask('GET', `/api/planning/${place}/history/${of}`)).body as unknown as PlanningChange[]

describe.each(ENGINES)('on %s', (engine) => {
  test('a hall sees what its region and tier ask, and of what lies above its viewer not even the place', async () => {
    const { top, boss, viewer, west } = await aPlannedRegion(engine)
    await top.command('people.setRules', { place: region('root'), rules: { hoursPerDay: 7 } })
    await boss.command('people.setRules', { place: region('east', 'A'), rules: { restHours: 12 } })
    const seen = await seenBy(viewer, 'hall:H1')
    expect(seen.mayChange).toBe(false)
    const rules = Object.fromEntries(seen.rules.values.map(({ path, value, from }) => [path, [value, from]]))
    expect(rules).toMatchObject({
      ...{ hoursPerDay: [7, 'above'], restHours: [12, 'region:east:A'], hoursPerWeek: [40, 'default'] },
    })
    expect((await seenBy(top, 'hall:H1')).rules.values.find(({ path }) => path === 'hoursPerDay')?.from).toBe(
      'region:root',
    )
    for (const path of ['hall:H1', 'region:east', 'region:east/history/rules'])
      expect((await west.ask('GET', `/api/planning/${path}`)).status, path).toBe(404)
    const place = { of: 'hall', hallId: 'H1' }
    expect((await viewer.command('people.setRules', { place, rules: {}, base: 0 })).status).toBe(403)
    expect((await viewer.command('roster.setShifts', { place, shifts: [], base: 0 })).status).toBe(403)
    const days = [{ day: '2026-10-01', kind: 'holiday', name: null }]
    expect((await viewer.command('people.setDays', { regionId: 'east', days })).status).toBe(403)
    expect((await boss.command('people.setDays', { regionId: 'root', days })).status).toBe(404)
  })

  test('two people who change the same place at once: the second is told, and loses nothing of the first', async () => {
    const { top, boss } = await aPlannedRegion(engine)
    const place = region('east')
    const { rules, shifts, days } = await seenBy(boss, 'region:east')
    const shift = { id: 'E1', name: { zh: '早', en: 'Early' }, stretches: [{ from: 480, to: 720 }] }
    const day = { day: '2026-10-01', kind: 'holiday', name: null }
    for (const [type, fields, base] of [
      ['people.setRules', { place, rules: { people: 2 } }, rules.base],
      ['roster.setShifts', { place, shifts: [shift] }, shifts.base],
      ['people.setDays', { regionId: 'east', days: [day] }, days.base],
    ] as const) {
      expect((await top.command(type, { ...fields, base })).status, type).toBe(200)
      const late = await boss.command(type, { ...fields, base })
      expect([late.status, late.body['code']], type).toEqual([409, 'people.rulesChangedMeanwhile'])
    }
    expect((await seenBy(boss, 'region:east')).rules.own).toEqual({ people: 2 })
  })

  test('a change of many days is one change, and can be taken back to what was before', async () => {
    const { boss } = await aPlannedRegion(engine)
    const holiday = { zh: '国庆节', en: 'National Day' }
    const set = (days: object[]) => boss.command('people.setDays', { regionId: 'east', days })
    await set([{ day: '2026-10-01', kind: 'workday', name: null }])
    await set([
      { day: '2026-10-01', kind: 'holiday', name: holiday },
      { day: '2026-10-02', kind: 'holiday', name: holiday },
    ])
    const [last, first] = await historyOf(boss, 'region:east', 'days')
    expect(first).toMatchObject({ days: [{ day: '2026-10-01', before: null }] })
    expect(last).toMatchObject({
      days: [
        {
          day: '2026-10-01',
          now: { kind: 'holiday', name: holiday },
          before: { kind: 'workday', name: null },
        },
        { day: '2026-10-02', before: null },
      ],
    })
    await set([
      { day: '2026-10-01', kind: 'workday', name: null },
      { day: '2026-10-02', kind: null, name: null },
    ])
    expect((await seenBy(boss, 'region:east')).days.own).toMatchObject([
      { day: '2026-10-01', kind: 'workday' },
    ])
    expect((await seenBy(boss, 'hall:H1')).days.inherited).toMatchObject([{ from: 'region:east' }])
  })

  test('rules and shifts of the past are told with what was before', async () => {
    const { boss } = await aPlannedRegion(engine)
    const place = region('east')
    await boss.command('people.setRules', { place, rules: { people: 2 } })
    await boss.command('people.setRules', { place, rules: { people: 3, restHours: null } })
    expect(await historyOf(boss, 'region:east', 'rules')).toMatchObject([
      { version: 2, by: 'account:S1', now: { people: 3, restHours: null }, before: { people: 2 } },
      { version: 1, now: { people: 2 }, before: {} },
    ])
    expect(await historyOf(boss, 'region:east', 'shifts')).toEqual([])
    expect(await historyOf(boss, 'hall:H1', 'days')).toEqual([])
  })
})
