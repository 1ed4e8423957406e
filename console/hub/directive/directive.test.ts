import { isAwaited, uuid7 } from '@service-hall/contract'
import { freshBytes } from '@service-hall/server-kit'
import { describe, expect, onTestFinished, test } from 'vitest'
import { anAccount, anAdministrator } from '../../test/console-client.ts'
import type { ConsoleClient } from '../../test/console-client.ts'
import { ENGINES } from '../../test/engines.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import type { ForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub } from '../../test/hub.ts'
import { aPureHub, account, hall, region } from '../../test/pure.ts'

const polled = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 })
const freshId = (): string => uuid7(Date.now(), freshBytes(10))
const K1 = { of: 'station', stationId: 'K1' }

async function greet(hub: TestHub, key: ForeignKey, last = 0): Promise<ForeignHall> {
  const { hall } = await ForeignHall.greet({ url: hub.url, hallId: 'H1', key, last })
  onTestFinished(() => void hall.socket.disconnect())
  return hall
}

async function withHall(hub: TestHub): Promise<{ admin: ConsoleClient; key: ForeignKey }> {
  const admin = await anAdministrator(hub)
  const key = aForeignKey()
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', {
      ...{ regionId, parentId: 'root', name: { zh: regionId, en: regionId } },
    })
  const letIn = { hallId: 'H1', key: key.publicKey, regionId: 'east', tier: 'C' }
  expect((await admin.command('organisation.admitHall', letIn)).status).toBe(200)
  return { admin, key }
}

type Given = {
  directiveId: string
  hallId: string
  target: object
  work: object
  why: string
  validMs: number
}

function aGift(more: Partial<Given> = {}): Given {
  return {
    ...{ directiveId: freshId(), hallId: 'H1', target: K1, work: { kind: 'restartApp' } },
    ...{ why: 'it hangs', validMs: 600_000, ...more },
  }
}

/** Facts of a hall about one directive. */
const told = (directiveId: string, ...ends: object[]) => [
  {
    ...{ type: 'DirectiveReceived', directiveId, target: K1, work: { kind: 'restartApp' }, who: 'account:x' },
    ...{ why: 'it hangs', issuedAt: 1, until: 2 },
  },
  ...ends.map((end) => ({ directiveId, by: 'station:K1', ...end })),
]

const stateOf = async (client: ConsoleClient, id: string): Promise<unknown> => {
  const { body } = await client.ask('GET', '/api/halls/H1/directives')
  const rows = body['directives'] as { directiveId: string; state: string; code: string | null }[]
  const row = rows.find(({ directiveId }) => directiveId === id)
  return row && [row.state, ...(row.code === null ? [] : [row.code])].join(' ')
}

describe.each(ENGINES)('on %s', (engine) => {
  test('a directive reaches a hall that comes later, once, and only its facts say what came of it', async () => {
    const hub = await aHub({ engine, organised: true })
    const { admin, key } = await withHall(hub)
    const gift = aGift()
    expect((await admin.command('directive.give', gift)).status).toBe(200)
    expect(await stateOf(admin, gift.directiveId)).toBe('given')
    const again = await hub.restart()
    const first = await greet(again, key)
    await polled(() => first.directives).toHaveLength(1)
    expect(first.directives[0]).toMatchObject({
      ...{ id: gift.directiveId, target: K1, work: { kind: 'restartApp' }, who: 'account:admin' },
      ...{ why: 'it hangs', validMs: 600_000 },
    })
    expect(Number(first.directives[0]?.['ageMs'])).toBeLessThan(600_000)
    // The answer was lost: it is not known that the hall has it, and it is sent once more.
    first.socket.disconnect()
    const second = await greet(again, key)
    await polled(() => second.directives).toHaveLength(1)
    const facts = told(gift.directiveId, { type: 'DirectiveBegun' }) as never
    expect(await second.send(1, facts)).toMatchObject({ ok: true })
    const view = await anotherClient(again, admin)
    await polled(() => stateOf(view, gift.directiveId)).toBe('begun')
    second.socket.disconnect()
    const third = await greet(again, key, 2)
    await third.send(3, [{ type: 'DirectiveDone', directiveId: gift.directiveId, by: 'station:K1' }])
    await polled(() => stateOf(view, gift.directiveId)).toBe('done')
    expect(third.directives).toEqual([])
  })

  test('a hall that goes on from a backup is told again what it has forgotten, but not what was begun', async () => {
    const hub = await aHub({ engine, organised: true })
    const { admin, key } = await withHall(hub)
    const [open, begun] = [aGift(), aGift({ target: { of: 'station', stationId: 'K2' } })]
    for (const gift of [open, begun]) expect((await admin.command('directive.give', gift)).status).toBe(200)
    const before = await greet(hub, key)
    await before.send(1, [{ type: 'DayOpened', day: '2026-01-05' }] as never)
    await before.send(2, [
      ...told(open.directiveId),
      ...told(begun.directiveId, { type: 'DirectiveBegun' }),
    ] as never)
    await polled(() => stateOf(admin, begun.directiveId)).toBe('begun')
    await polled(() => stateOf(admin, open.directiveId)).toBe('open')
    before.socket.disconnect()
    const epoch = freshId()
    const { hall: after } = await ForeignHall.greet({
      ...{ url: hub.url, hallId: 'H1', key, last: 2, epoch, parent: { epoch: 'first', after: 1 } },
    })
    onTestFinished(() => void after.socket.disconnect())
    const began = { type: 'EpochBegan', ended: 'first', epoch, after: 1, hubHad: 4 }
    expect(await after.send(2, [began])).toMatchObject({ ok: true })
    await polled(() => after.directives.map(({ id }) => id)).toEqual([open.directiveId])
  })
})

/** The same browser at a hub that was started again. */
async function anotherClient(hub: TestHub, client: ConsoleClient): Promise<ConsoleClient> {
  return Object.assign(Object.create(Object.getPrototypeOf(client) as object) as ConsoleClient, {
    hub,
    cookie: client.cookie,
  })
}

test('the later one at the same place stands for one that was not sent; a hall that had it has the last word', async () => {
  const hub = await aHub({ organised: true })
  const { admin, key } = await withHall(hub)
  const [first, second] = [aGift(), aGift()]
  await admin.command('directive.give', first)
  await admin.command('directive.give', second)
  expect(await stateOf(admin, first.directiveId)).toBe('superseded')
  const hall = await greet(hub, key)
  await polled(() => hall.directives.map(({ id }) => id)).toEqual([second.directiveId])
  await hall.send(
    1,
    told(first.directiveId, { type: 'DirectiveRefused', code: 'directive.notAllowed' }) as never,
  )
  await polled(() => stateOf(admin, first.directiveId)).toBe('refused directive.notAllowed')
})

test('who may act on machines may not speak to staff, and nobody acts on what they do not see', async () => {
  const hub = await aHub({ organised: true })
  const { admin } = await withHall(hub)
  const message = {
    ...{ kind: 'message', text: { zh: '通知', en: 'Notice' }, on: ['displays'], forMs: 60_000 },
  }
  const of = async (accountId: string, homeId: string, role: string, gift: Given): Promise<unknown> => {
    const client = await anAccount(admin, accountId, { homeId, role })
    const { status, body } = await client.command('directive.give', gift)
    return status === 200 ? 'given' : body['code']
  }
  const toHall = { target: { of: 'hall' }, work: message }
  expect(await of('S1', 'east', 'operator', aGift())).toBe('given')
  expect(await of('S2', 'east', 'operator', aGift(toHall))).toBe('access.denied')
  expect(await of('S3', 'east', 'supervisor', aGift(toHall))).toBe('given')
  expect(await of('S4', 'east', 'supervisor', aGift())).toBe('access.denied')
  expect(await of('S5', 'east', 'viewer', aGift(toHall))).toBe('access.denied')
  expect(await of('S6', 'west', 'administrator', aGift())).toBe('organisation.unknownHall')
  const west = await anAccount(admin, 'S7', { homeId: 'west', role: 'administrator' })
  expect((await west.ask('GET', '/api/directives')).body).toEqual([])
  expect((await west.ask('GET', '/api/halls/H1/directives')).status).toBe(404)
  expect((await admin.ask('GET', '/api/directives')).body).toHaveLength(2)
})

test('two nodes that hear of it note it once, and the line may be at either', async () => {
  const hub = await aHub({ organised: true })
  const other = await hub.another()
  const { admin, key } = await withHall(hub)
  await polled(() => other.records.state.halls.size).toBe(1)
  const line = await greet(other, key)
  const gift = aGift()
  await admin.command('directive.give', gift)
  await polled(() => line.directives).toHaveLength(1)
  await line.send(1, told(gift.directiveId, { type: 'DirectiveFailed', code: 'directive.noReport' }) as never)
  await polled(() => stateOf(admin, gift.directiveId)).toBe('failed directive.noReport')
  await line.send(3, [{ type: 'DirectiveDone', directiveId: gift.directiveId, by: 'station:K1' }])
  await polled(() => stateOf(admin, gift.directiveId)).toBe('done')
})

test('what may be given has bounds: targets, halls, how many, and what may still be taken back', () => {
  const hub = aPureHub()
  hub.does('chief', {
    ...{ type: 'account.add', accountId: account('op'), homeId: region('east'), role: 'operator' },
  })
  const gives = (more: Partial<Given> = {}): string =>
    hub.does('op', { type: 'directive.give', ...aGift(more) } as never)
  expect(gives({ target: { of: 'hall' } })).toBe('directive.wrongTarget')
  const once = aGift()
  expect(gives(once)).toBe('ok')
  expect(gives(once)).toBe('directive.exists')
  const back = { target: { of: 'hall' }, work: { kind: 'withdraw', directiveId: once.directiveId } }
  // Taking back what a machine is to do takes the power over machines.
  expect(gives(back)).toBe('ok')
  expect(gives({ ...back, work: { kind: 'withdraw', directiveId: freshId() } })).toBe('directive.unknown')
  const station = (n: number): object => ({ of: 'station', stationId: `K${n}` })
  for (let n = 2; n < 100; n += 1) expect(gives({ target: station(n) })).toBe('ok')
  expect(gives({ target: station(100) })).toBe('directive.tooManyGiven')
  const rows = [...(hub.state.directives.get(hall('H1'))?.values() ?? [])]
  expect(rows.filter(isAwaited)).toHaveLength(100)
  hub.does('chief', { type: 'organisation.revokeHall', hallId: hall('H1') })
  expect(gives({ target: station(101) })).toBe('directive.hallRevoked')
})
