import type { OwnRoster, PendingRequests } from '@service-hall/contract'
import { describe, expect, test } from 'vitest'
import { anAccount, anAdministrator, freshId } from '../../../test/console-client.ts'
import type { ConsoleClient } from '../../../test/console-client.ts'
import { ENGINES } from '../../../test/engines.ts'
import { aHub } from '../../../test/hub.ts'
import { aKey } from '../../../test/pure.ts'

/** A week that is not over while the test runs. */
const WEEK = '2098-12-01'
const data = { kinds: ['charge'], skills: ['pay'], share: 100, from: '2026-01-01', until: null }
const free = Array.from({ length: 7 }, () => null)
const on = (day: number) => free.map((_none, at) => (at === day ? { shift: 'AM' } : null))
const place = { hallId: 'H1', week: WEEK }

type Staff = Record<'boss' | 'west' | 'wang' | 'li' | 'zhao' | 'far', ConsoleClient>

/** Hall H1 of `east` with 1001, 1002 and 1003, hall H2 of `west` with 2001; accounts of them have no power. */
async function aStaffedRegion(engine: 'sqlite' | 'postgres'): Promise<Staff> {
  const hub = await aHub({ organised: true, engine })
  const admin = await anAdministrator(hub)
  for (const [regionId, hallId] of [
    ['east', 'H1'],
    ['west', 'H2'],
  ] as const) {
    const name = { zh: regionId, en: regionId }
    await admin.command('organisation.addRegion', { regionId, parentId: 'root', name })
    await admin.command('organisation.admitHall', { hallId, key: aKey(hallId), regionId, tier: 'A' })
  }
  const boss = await anAccount(admin, 'S1', { homeId: 'east', role: 'supervisor' })
  const west = await anAccount(admin, 'S3', { homeId: 'west', role: 'supervisor' })
  const staff = new Map<string, ConsoleClient>()
  for (const [number, name, hallId] of [
    ['1001', '王小明', 'H1'],
    ['1002', '李丽', 'H1'],
    ['1003', '赵强', 'H1'],
    ['2001', '孙悦', 'H2'],
  ] as const) {
    const who = hallId === 'H1' ? boss : west
    const made = await who.ask('POST', `/api/people/${number}`, { id: freshId(), hallId, ...data, name })
    expect(made.status).toBe(200)
    const homeId = hallId === 'H1' ? 'east' : 'west'
    staff.set(number, await anAccount(admin, number, { homeId, role: 'viewer' }))
    await admin.command('account.ungrant', { accountId: number, regionId: homeId })
  }
  const rows = [
    { number: '1001', days: on(0) },
    { number: '1002', days: on(1) },
  ]
  expect((await boss.command('roster.publish', { ...place, base: 0, rows })).status).toBe(200)
  const of = (number: string) => staff.get(number) as ConsoleClient
  return { boss, west, wang: of('1001'), li: of('1002'), zhao: of('1003'), far: of('2001') }
}
const rosterOf = async (who: ConsoleClient): Promise<OwnRoster> =>
  (await who.ask('GET', `/api/own/roster/${WEEK}`)).body as unknown as OwnRoster
const pendingOf = async (who: ConsoleClient): Promise<PendingRequests> =>
  (await who.ask('GET', '/api/requests')).body as unknown as PendingRequests

describe.each(ENGINES)('on %s', (engine) => {
  test('a swap goes from one to the other to a supervisor, and the week holds it', async () => {
    const { boss, wang, li, zhao } = await aStaffedRegion(engine)
    expect((await rosterOf(wang)).days.map(({ duty }) => duty?.shift ?? null)).toEqual([
      'AM',
      ...free.slice(1),
    ])
    const swapId = freshId()
    const ask = { ...place, swapId, number: '1001', day: 0, other: '1002', theirDay: 1 }
    // Who sees nothing of a hall is answered as if it were not there.
    expect((await zhao.command('roster.askSwap', ask)).status).toBe(404)
    expect((await wang.command('roster.askSwap', ask)).status).toBe(200)
    expect((await wang.command('roster.answerSwap', { ...place, swapId, agreed: true })).status).toBe(403)
    expect((await pendingOf(boss)).swaps).toMatchObject([
      { swapId, state: 'asked', name: '王小明', otherName: '李丽' },
    ])
    expect((await li.command('roster.answerSwap', { ...place, swapId, agreed: true })).status).toBe(200)
    expect((await rosterOf(li)).swaps).toMatchObject([{ swapId, state: 'agreed', week: WEEK }])
    for (const who of [wang, li])
      expect((await who.command('roster.decideSwap', { ...place, swapId, approved: true })).status).toBe(404)
    expect((await boss.command('roster.decideSwap', { ...place, swapId, approved: true })).status).toBe(200)
    const after = await rosterOf(wang)
    expect(after.days.map(({ duty }) => duty?.shift ?? null)).toEqual([null, 'AM', ...free.slice(2)])
    expect(after.published?.version).toBe(2)
    expect((await pendingOf(boss)).swaps).toEqual([])
  })

  test('leave is asked for by oneself and decided by a supervisor, who sees which shifts it touches', async () => {
    const { boss, west, wang } = await aStaffedRegion(engine)
    const absenceId = freshId()
    const ask = { number: '1001', absenceId, kind: 'leave', from: WEEK, to: '2098-12-02' }
    expect((await wang.command('people.askAbsence', ask)).status).toBe(200)
    expect((await pendingOf(west)).absences).toEqual([])
    expect((await pendingOf(wang)).absences).toEqual([])
    expect((await pendingOf(boss)).absences).toMatchObject([
      { number: '1001', name: '王小明', hallId: 'H1', rostered: [WEEK] },
    ])
    const decide = { number: '1001', absenceId, granted: true }
    expect((await wang.command('people.decideAbsence', decide)).status).toBe(404)
    expect((await boss.command('people.decideAbsence', decide)).status).toBe(200)
    const { days, person } = await rosterOf(wang)
    expect(days.slice(0, 3).map(({ away }) => away)).toEqual([true, true, false])
    expect(person.absences).toMatchObject([{ absenceId, granted: true }])
  })

  test('names stay among those whom they concern', async () => {
    const { boss, wang, li, zhao, far } = await aStaffedRegion(engine)
    expect((await rosterOf(wang)).colleagues.map(({ name }) => name)).toEqual(['李丽', '赵强'])
    const swapId = freshId()
    await wang.command('roster.askSwap', {
      ...{ ...place, swapId, number: '1001', day: 0, other: '1002', theirDay: null },
    })
    await li.command('people.askAbsence', {
      ...{ number: '1002', absenceId: freshId(), kind: 'leave', from: WEEK, to: WEEK },
    })
    // Of a swap of two others nothing is told, of the leave of others neither.
    expect((await rosterOf(zhao)).swaps).toEqual([])
    expect(JSON.stringify(await rosterOf(zhao))).not.toMatch(/"granted"/)
    // Another hall's staff learn nobody's name, and nobody's name reaches who has no roster of their own.
    expect(JSON.stringify(await rosterOf(far))).not.toMatch(/王小明|李丽|赵强/)
    expect((await boss.ask('GET', `/api/own/roster/${WEEK}`)).status).toBe(404)
    for (const who of [wang, zhao, far]) {
      expect((await who.ask('GET', `/api/halls/H1/roster/${WEEK}`)).status).toBe(404)
      expect((await who.ask('GET', `/api/halls/H1/roster/${WEEK}/versions`)).status).toBe(404)
      expect((await who.ask('GET', '/api/people')).body).toHaveLength(1)
      expect(await pendingOf(who)).toEqual({ absences: [], swaps: [] })
    }
    // Who has left learns no name any more.
    const gone = { id: freshId(), hallId: 'H1', ...data, until: '2026-01-31' }
    expect((await boss.ask('POST', '/api/people/1001', gone)).status).toBe(200)
    expect(JSON.stringify(await rosterOf(wang))).not.toMatch(/李丽|赵强/)
  })
})
