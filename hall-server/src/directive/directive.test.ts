import { expect, test } from 'vitest'
import type { HallFile } from '@service-hall/contract'
import { ForeignHub } from '../../test/foreign-hub.ts'
import { aHallFile, command, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

const ID = '01890000-0000-7000-8000-000000000001'

function aDirective(work: object, more: object = {}): Record<string, unknown> {
  return {
    ...{ id: ID, target: { of: 'hall' }, work, who: 'account:S1', why: 'a test' },
    ...{ issuedAt: 1_767_578_400_000, validMs: 600_000, ageMs: 0, ...more },
  }
}

const MESSAGE = {
  kind: 'message',
  text: { zh: '请稍候', en: 'Please wait' },
  on: ['displays'],
  forMs: 60_000,
}

async function onTheLine(
  change?: (file: HallFile) => void,
): Promise<{ hub: ForeignHub; server: TestServer }> {
  const hub = await ForeignHub.start()
  const file: HallFile = { ...aHallFile(), region: { hub: hub.url } }
  change?.(file)
  const server = await startServer({ file })
  await expect.poll(() => server.uplink?.state.state, { timeout: 20_000 }).toBe('online')
  return { hub, server }
}

/** Types of the facts about directives that the hub has heard, in order. */
const heard = (hub: ForeignHub): string[] =>
  (hub.facts.get('first') ?? [])
    .map(({ fact }) => fact.type)
    .filter((type) => /^(Directive|Notice)/.test(type))

test('a message of the region is on the screens, once, however often it comes; the hub hears by facts', async () => {
  const { hub, server } = await onTheLine()
  expect(await hub.direct(aDirective(MESSAGE))).toEqual({ ok: true })
  expect(await hub.direct(aDirective(MESSAGE, { ageMs: 5_000 }))).toEqual({ ok: true })
  await expect.poll(() => heard(hub)).toEqual(['DirectiveReceived', 'NoticePosted', 'DirectiveDone'])
  const display = await server.station('V1')
  expect(await display.subscribe()).toMatchObject({ view: { directives: {}, notices: { [ID]: {} } } })
  const again = await server.restart()
  await expect.poll(() => hub.hellos.length, { timeout: 20_000 }).toBe(2)
  await expect.poll(() => again.uplink?.state.state).toBe('online')
  expect(await hub.direct(aDirective(MESSAGE, { ageMs: 9_000 }))).toEqual({ ok: true })
  expect(heard(hub)).toHaveLength(3)
})

test('what is not sealed by the hub ends the line, and nothing is done', async () => {
  const { hub, server } = await onTheLine()
  expect(await hub.direct(aDirective(MESSAGE), 'x'.repeat(43))).toMatchObject({ code: 'uplink.untrusted' })
  expect(server.hall.state.view.directives).toEqual({})
  await expect.poll(() => server.uplink?.state.code).toBe('uplink.untrusted')
})

test('what lapsed on the way expires, what nobody knows is recorded and refused', async () => {
  const { hub } = await onTheLine()
  await hub.direct(aDirective(MESSAGE, { ageMs: 600_000 }))
  await hub.direct(aDirective({ kind: 'dance', steps: 3 }, { id: ID.replace('1', '2') }))
  await hub.direct(aDirective({ ...MESSAGE, forMs: 5 }, { id: ID.replace('1', '3') }))
  await expect
    .poll(() => heard(hub))
    .toEqual([
      ...['DirectiveReceived', 'DirectiveExpired'],
      ...['DirectiveReceived', 'DirectiveRefused', 'DirectiveReceived', 'DirectiveRefused'],
    ])
  expect(await hub.direct({ nothing: true })).toMatchObject({ code: 'input.invalid' })
})

test('a hall does what its own file lets the region do', async () => {
  const { hub, server } = await onTheLine((file) => (file.directives = ['openCounter']))
  await hub.direct(aDirective(MESSAGE))
  expect(server.hall.state.view.directives[ID]).toMatchObject({
    state: 'refused',
    code: 'directive.notAllowed',
  })
})

test('a station begins what is for it, once, and tells how it went', async () => {
  const { hub, server } = await onTheLine()
  await hub.direct(aDirective({ kind: 'restartApp' }, { target: { of: 'station', stationId: 'K1' } }))
  const [k1, k2] = [await server.station('K1'), await server.station('K2')]
  const begin = command('directive.begin', { directiveId: ID })
  expect(await k2.send(begin)).toMatchObject({ code: 'access.denied' })
  const own = command('directive.begin', { directiveId: ID })
  expect(await k1.send(own)).toMatchObject({ ok: true })
  expect(await k1.send(own)).toMatchObject({ ok: true })
  expect(await k1.send(command('directive.begin', { directiveId: ID }))).toMatchObject({
    code: 'directive.ended',
  })
  const done = command('directive.report', { directiveId: ID, outcome: { is: 'done' } })
  expect(await k1.send(done)).toMatchObject({ ok: true })
  await expect.poll(() => heard(hub)).toEqual(['DirectiveReceived', 'DirectiveBegun', 'DirectiveDone'])
})

test('a display, a device that is not there and a station that is not there carry nothing out', async () => {
  const { hub, server } = await onTheLine()
  const of = async (n: string, target: object, kind: string): Promise<unknown> => {
    const id = ID.replace(/1$/, n)
    await hub.direct(aDirective({ kind }, { id, target }))
    return server.hall.state.view.directives[id]?.code
  }
  expect(await of('2', { of: 'station', stationId: 'V1' }, 'reboot')).toBe('directive.noAgent')
  expect(await of('3', { of: 'station', stationId: 'K9' }, 'reboot')).toBe('station.unknown')
  expect(await of('4', { of: 'device', deviceId: 'X9' }, 'resetDevice')).toBe('device.unknown')
  expect(await of('5', { of: 'hall' }, 'reboot')).toBe('directive.noAgent')
})
