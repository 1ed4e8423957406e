import type { HubCommand, RolloutId } from '@service-hall/contract'
import { aClock, aLog } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { aPureHub, account, hall, region } from '../../test/pure.ts'
import { directivesOf } from '../directive/state.ts'
import { RolloutKeeper } from './keeper.ts'
import { waveOf } from './members.ts'

const ID = '01890000-0000-7000-8000-000000000001' as RolloutId
const PACKAGE = {
  ...{ platform: 'linux', arch: 'x64', format: 'deb', bytes: 3, sha256: '1'.repeat(64) },
  signature: 'A'.repeat(86),
}
const share = (percent: number) => ({ of: 'share', percent })
const K1 = { hallId: hall('H1'), stationId: 'K1' }
const FIRST = { of: 'named', halls: [], machines: [K1] }
const EAST = { of: 'region', regionId: region('east'), tier: null }
const MINUTE = 60_000

/** A hall H1 of forty kiosks on the line, a release with a package, and two nodes that look after rollouts. */
function aHall() {
  const hub = aPureHub()
  hub.does('chief', { type: 'release.add', version: '0.2.0', package: PACKAGE, why: 'x' } as never)
  hub.does('chief', {
    ...{ type: 'account.add', accountId: account('op'), homeId: region('east'), role: 'operator' },
  })
  hub.does('chief', {
    ...{ type: 'account.add', accountId: account('sup'), homeId: region('east'), role: 'supervisor' },
  })
  const stations = Array.from({ length: 40 }, (_, n) => ({ id: `K${n + 1}`, kind: 'kiosk' }))
  const reports: Record<string, { release: string; allows: string[] }> = {}
  for (const { id } of stations) reports[id] = { release: '0.1.0', allows: ['stageSoftware'] }
  const connected = Object.fromEntries(stations.map(({ id }) => [id, { connected: true }]))
  const view = {
    ...{ config: { hall: { timeZone: 'Asia/Shanghai' }, services: [], stations } },
    ...{ stationReports: reports, stations: connected, directives: {} },
  }
  const empty = { ...view, config: null }
  const live = {
    hall: (hallId: string) => ({
      hallId,
      view: hallId === 'H1' ? view : empty,
      line: { connected: hallId === 'H1' },
    }),
  }
  const clock = aClock()
  const answered = new Set<string>()
  const execute = async (_sender: unknown, command: HubCommand) => {
    const isFirst = !answered.has(command.id)
    answered.add(command.id)
    const code = isFirst ? hub.does(null, command) : 'ok'
    return { answer: code === 'ok' || code === 'nothing' ? { ok: true } : { ok: false, code } }
  }
  const log = aLog()
  const ports = { records: { state: hub.state, execute }, live, clock, log } as never
  const nodes = [new RolloutKeeper(ports), new RolloutKeeper(ports)]
  const look = (): void => nodes.forEach((node) => node.look())
  const given = () => directivesOf(hub.state, hall('H1'))
  const stationOf = (one: ReturnType<typeof given>[number]): string =>
    one.target.of === 'station' ? one.target.stationId : one.work.kind
  const note = (stationId: string, state: string, code?: string): void => {
    const one = given().findLast((directive) => stationOf(directive) === stationId)
    hub.does(null, {
      ...{ type: 'directive.note', directiveId: one?.directiveId, hallId: hall('H1'), state, at: 1 },
      ...(code ? { code } : {}),
    } as never)
  }
  const runs = (stationId: string, release = '0.2.0'): void => {
    reports[stationId] = { release, allows: ['stageSoftware'] }
    note(stationId, 'done')
  }
  const begin = (who = 'op', more: object = {}): string =>
    hub.does(who, {
      ...{ type: 'rollout.begin', rolloutId: ID, place: EAST, version: '0.2.0', why: 'summer' },
      ...{ waves: [FIRST, share(10), share(100)], waitMinutes: 60, mostFailures: 1, ...more },
    } as never)
  const by = (type: string, more: object = {}): string =>
    hub.does('op', { type: `rollout.${type}`, rolloutId: ID, why: 'x', ...more } as never)
  const rollout = () => hub.state.rollouts.get(ID)
  const targets = (): string[] => given().map(stationOf)
  return { ...{ hub, clock, look, given, targets, note, runs, begin, by, rollout, connected, reports } }
}

test('a release goes out in waves, each after the one before has run well for long enough, once by two nodes', () => {
  const { look, begin, targets, given, runs, clock, rollout, connected, note } = aHall()
  expect(begin()).toBe('ok')
  look()
  expect(targets()).toEqual(['K1'])
  expect(given()[0]).toMatchObject({
    cause: `rollout:${ID}`,
    work: { kind: 'stageSoftware', version: '0.2.0', activate: true, packages: [PACKAGE] },
  })
  // What does not run yet has not run well, however long it takes.
  clock.advance(100 * MINUTE)
  look()
  runs('K1')
  look()
  clock.advance(59 * MINUTE)
  look()
  // A wall clock that is set moves nothing.
  clock.turn(48 * 60 * MINUTE)
  look()
  expect(rollout()?.wave).toBe(0)
  clock.advance(MINUTE)
  look()
  expect(rollout()?.wave).toBe(1)
  look()
  const second = targets().slice(1)
  expect(second.length).toBeGreaterThan(0)
  expect(second.length).toBeLessThan(12)
  // Who has no line holds nobody up; who failed is within what may.
  const [unreached = '', failing = ''] = second
  connected[unreached] = { connected: false }
  if (failing !== '') note(failing, 'failed', 'release.installFailed')
  for (const id of second.slice(2)) runs(id)
  look()
  clock.advance(60 * MINUTE)
  look()
  look()
  expect(new Set(targets()).size).toBe(40)
  expect(targets()).toHaveLength(40)
  for (const id of targets()) if (id !== unreached && id !== failing) runs(id)
  look()
  expect(rollout()?.state).toBe('running')
  runs(unreached)
  look()
  expect(rollout()?.state).toBe('done')
})

test('too many failures hold it by itself; resumed, those do not hold it again; paused and cancelled nothing is given', () => {
  const { look, begin, targets, note, by, rollout, given } = aHall()
  begin('op', { waves: [share(50), share(100)] })
  look()
  const first = targets()
  for (const id of first.slice(0, 2)) note(id, 'failed', 'release.notRunning')
  look()
  expect(rollout()?.state).toBe('held')
  expect(by('resume')).toBe('ok')
  look()
  expect(rollout()?.state).toBe('running')
  note(first[2] ?? '', 'refused', 'release.untrusted')
  look()
  expect(rollout()?.state).toBe('running')
  note(first[3] ?? '', 'failed', 'release.notRunning')
  look()
  expect(rollout()?.state).toBe('held')
  expect(by('cancel')).toBe('ok')
  note(first[4] ?? '', 'begun')
  look()
  const withdrawn = given().flatMap(({ work }) => (work.kind === 'withdraw' ? [work['directiveId']] : []))
  expect(withdrawn).toHaveLength(first.length - 5)
  expect(by('resume')).toBe('rollout.over')
  look()
  expect(given()).toHaveLength(first.length + withdrawn.length)
})

test('going back gives the earlier release to those that got it, and to nobody else', () => {
  const { look, begin, targets, runs, by, given, rollout, reports } = aHall()
  begin('op', { waves: [share(20), share(100)] })
  reports['K2'] = { release: '0.1.0', allows: [] }
  look()
  const first = targets()
  expect(first).not.toContain('K2')
  runs(first[0] ?? '')
  expect(by('turnBack', { version: '0.2.0' })).toBe('input.invalid')
  expect(by('turnBack', { version: '0.1.0' })).toBe('ok')
  expect(rollout()).toMatchObject({ state: 'back', back: '0.1.0' })
  look()
  const back = given().filter(({ work }) => work['version'] === '0.1.0')
  expect(back).toHaveLength(first.length)
  expect(back[0]?.work).toMatchObject({ activate: true })
  look()
  expect(targets()).toHaveLength(2 * first.length)
})

test('who may act on machines of a place rolls out there, a release that has packages, one at a time', () => {
  const { hub, begin, by } = aHall()
  const other = { rolloutId: ID.replace(/1$/, '2') }
  expect(begin('sup')).toBe('access.denied')
  expect(begin('west-admin')).toBe('organisation.unknownRegion')
  expect(begin('op', { place: { ...EAST, regionId: region('root') } })).toBe('organisation.unknownRegion')
  expect(begin('op', { version: '0.3.0' })).toBe('rollout.noPackages')
  expect(begin()).toBe('ok')
  expect(begin()).toBe('rollout.exists')
  expect(begin('op', { ...other, place: { of: 'hall', hallId: hall('H1') } })).toBe('rollout.overlaps')
  expect(begin('chief', { ...other, place: { ...EAST, regionId: region('root') } })).toBe('rollout.overlaps')
  expect(begin('chief', { ...other, place: { ...EAST, regionId: region('west') } })).toBe('ok')
  for (const [who, code] of [
    ['sup', 'access.denied'],
    ['west-admin', 'rollout.unknown'],
  ] as const)
    // prettier-ignore
    for (const type of ['pause', 'resume', 'cancel', 'turnBack'])
      expect(
        hub.does(who, { type: `rollout.${type}`, rolloutId: ID, why: 'x', version: '0.1.0' } as never),
      ).toBe(code)
  expect(by('pause')).toBe('ok')
  expect(by('pause')).toBe('nothing')
})

test('the wave of a machine rests on the machine and the release alone, and shares are as large as they say', () => {
  const waves = [share(10), share(50), share(100)] as never
  const of = (n: number, version = '0.2.0') =>
    waveOf(waves, version, { hallId: hall(`H${n}`), stationId: 'K1' as never })
  const counts = [0, 0, 0]
  for (let n = 0; n < 5_000; n += 1) counts[of(n)] = (counts[of(n)] ?? 0) + 1
  expect(counts[0]).toBeGreaterThan(400)
  expect(counts[0]).toBeLessThan(600)
  expect(counts[1]).toBeGreaterThan(1_800)
  expect(counts[1]).toBeLessThan(2_200)
  expect(Array.from({ length: 50 }, (_, n) => of(n))).not.toEqual(
    Array.from({ length: 50 }, (_, n) => of(n, '0.3.0')),
  )
})
