import { CONSOLE_ROUTES, REFUSALS, refusalStatus } from '@service-hall/contract'
import type { ConsoleRoute, RefusalCode } from '@service-hall/contract'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { ConsoleClient, anAccount, anAdministrator, freshId } from '../../test/console-client.ts'
import type { Reply } from '../../test/console-client.ts'
import { aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub } from '../../test/hub.ts'
import { mountRoutes } from '../capabilities.ts'
import type { ConsolePorts } from '../ports.ts'
import { UnlistedRoute, holdToTable } from './listed-routes.ts'

const nameOf = ({ method, path }: ConsoleRoute): string => `${method} ${path}`
const routes = CONSOLE_ROUTES.filter(({ only }) => only === undefined)

/** The address of a route's example. */
function addressOf({ path, example = {} }: ConsoleRoute, also: Record<string, string> = {}): string {
  const filled = path.replaceAll(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(example.params?.[name] ?? `no-example-of-${name}`),
  )
  const query = new URLSearchParams({ ...example.query, ...also }).toString()
  return query === '' ? filled : `${filled}?${query}`
}

/** A region `sd` with the hall, device, person, channel and period of the examples, and another region beside it. */
async function aRegion() {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  for (const regionId of ['sd', 'hn'])
    await taken(admin.command('organisation.addRegion', {
      ...{ regionId, parentId: 'root', name: { zh: '区', en: regionId } },
    })) // prettier-ignore
  for (const [hallId, regionId] of [['H1', 'sd'], ['H2', 'hn']]) // prettier-ignore
    await taken(admin.command('organisation.admitHall', {
      ...{ hallId, regionId, key: aForeignKey().publicKey, tier: 'A' },
    })) // prettier-ignore
  await taken(
    admin.command('ledger.add', {
      ...{ assetId: 'SD-1', hallId: 'H1', zone: null, stage: 'inService' },
      description: {
        ...{ kind: 'queueMachine', model: 'Q', maker: 'M', serial: '', warrantyUntil: null },
        ...{ version: '', consumables: '', partOf: null },
      },
    }),
  )
  return { hub, admin }
}

async function taken(reply: Promise<Reply>): Promise<void> {
  const { status, body } = await reply
  expect(status, JSON.stringify(body)).toBe(200)
}

/** A refusal as everybody gets it: a code that has a sentence in both languages, under its status. */
function expectRefusal({ status, body }: Reply, name: string): RefusalCode {
  const code = String(body['code']) as RefusalCode
  expect(body, name).toMatchObject({ ok: false })
  expect(Object.hasOwn(REFUSALS, code), `${name}: ${code}`).toBe(true)
  expect(REFUSALS[code].zh && REFUSALS[code].en, code).toBeTruthy()
  if (code !== 'input.invalid') expect(status, `${name}: ${code}`).toBe(refusalStatus(code))
  return code
}

/** All that the hub keeps but what it does by itself. */
async function kept(hub: TestHub): Promise<string> {
  const { state } = hub.records
  return JSON.stringify([state.number, [...state.versions].sort()])
}

test('the hub has every route of the table and no other', async () => {
  const app = fastify()
  const mounted: string[] = []
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') mounted.push(`${one} ${url}`)
  })
  app.decorateRequest('consolePeer', null)
  holdToTable(app)
  mountRoutes(app, portsOfNothing())
  await app.ready()
  const hub = await aHub()
  for (const row of CONSOLE_ROUTES.filter((one) => !mounted.includes(nameOf(one)) && !one.only)) {
    const { status, body } = await new ConsoleClient(hub).ask(
      row.method,
      addressOf(row),
      row.example?.request,
    )
    expect([200, 204, 400, 401].includes(status) && body['detail'] !== 'no such page', nameOf(row)).toBe(true)
  }
  expect(mounted.filter((one) => !CONSOLE_ROUTES.some((row) => nameOf(row) === one))).toEqual([])
  expect(mounted.length).toBeGreaterThan(40)
  expect(new Set(CONSOLE_ROUTES.map(nameOf)).size).toBe(CONSOLE_ROUTES.length)
})

/** Enough for routes to be mounted; none is called. */
function portsOfNothing(): ConsolePorts {
  const nothing: unknown = new Proxy(() => nothing, {
    get: (_of, name) => (name === 'then' ? undefined : nothing),
  })
  return nothing as ConsolePorts
}

test('what stands in no row cannot be mounted', () => {
  const app = fastify()
  holdToTable(app)
  expect(() => app.get('/api/not-in-the-table', async () => 'x')).toThrow(UnlistedRoute)
  expect(() => app.put('/api/alerts', async () => 'x')).toThrow(UnlistedRoute)
})

test('a stranger gets 401 from every route but those for strangers, and changes nothing', async () => {
  const { hub } = await aRegion()
  const before = await kept(hub)
  for (const row of routes.filter(({ by }) => by !== 'stranger')) {
    const stranger = new ConsoleClient(hub)
    const reply = await stranger.ask(row.method, addressOf(row), row.example?.request)
    expect(expectRefusal(reply, nameOf(row)), nameOf(row)).toBe('access.signIn')
    expect(reply.status, nameOf(row)).toBe(401)
  }
  expect(await kept(hub)).toBe(before)
})

test('an administrator of another region is refused everywhere in this one, and sees nothing of it', async () => {
  const { hub, admin } = await aRegion()
  const other = await anAccount(admin, 'S2', { homeId: 'hn', role: 'administrator' })
  const facts = hub.records.state.number
  for (const row of routes.filter(({ at }) => at !== 'own')) {
    const request = row.example?.request as object | undefined
    const own = request && 'id' in request ? { ...request, id: freshId() } : request
    const reply = await other.ask(row.method, addressOf(row), own)
    const name = `${nameOf(row)} ${reply.status} ${JSON.stringify(reply.body)}`
    if (row.at === 'seen') {
      expect(reply.status, name).toBe(200)
      expect(JSON.stringify(reply.body), name).not.toMatch(/"(H1|sd|SD-1)"/)
    } else if (row.path.endsWith('/import')) {
      expect(reply.body, name).toMatchObject({ added: 0, lines: [{ line: 2 }] })
    } else {
      const code = expectRefusal(reply, name)
      expect([403, 404, 409].includes(reply.status), name).toBe(true)
      expect(code, name).not.toBe('input.invalid')
    }
  }
  // What was tried stands in the audit log, and nothing else happened.
  expect(hub.records.state.halls.get('H1' as never)?.regionId).toBe('sd')
  expect(hub.records.state.number).toBeGreaterThan(facts)
  expect(hub.records.state.regions.has('east' as never)).toBe(false)
  expect(hub.records.state.accounts.has('S77' as never)).toBe(false)
})

test('no route that reads changes anything, and each answers the administrator of all', async () => {
  const { hub, admin } = await aRegion()
  const before = await kept(hub)
  for (const row of routes.filter(({ method, by }) => method === 'GET' && by !== 'monitor')) {
    const reply = await admin.ask('GET', addressOf(row))
    const name = `${nameOf(row)} ${reply.status} ${JSON.stringify(reply.body)}`
    if (reply.status === 200) continue
    // There is no such alert, channel, period or report here, and the hall has told nothing yet.
    expect(expectRefusal(reply, name), name).toMatch(/\.(unknown|nothing)$/)
  }
  expect(await kept(hub)).toBe(before)
})

test('what is not what a route takes is refused by a code with its sentence', async () => {
  const { hub, admin } = await aRegion()
  const before = await kept(hub)
  for (const row of routes.filter(({ path }) => path !== '/api/session')) {
    const tries: [address: string, body?: unknown][] = []
    if (row.request)
      for (const body of [{ surplus: 1 }, [], 'text', null, 17]) tries.push([addressOf(row), body])
    if (row.query) tries.push([addressOf(row, { surplus: '1' })])
    if (row.params)
      tries.push([
        addressOf({ ...row, example: { ...row.example, params: allBad(row) } }),
        row.example?.request,
      ])
    for (const [address, body] of tries) {
      const reply = await admin.ask(row.method, address, body)
      const name = `${row.method} ${address} ${JSON.stringify(body)} ${reply.status}`
      if (reply.status === 429) continue
      expectRefusal(reply, name)
      expect([400, 404, 409].includes(reply.status), name).toBe(true)
    }
  }
  expect(await kept(hub)).toBe(before)
})

/** Parameters of a path that no schema takes. */
function allBad({ params }: ConsoleRoute): Record<string, string> {
  return Object.fromEntries(Object.keys(params?.shape ?? {}).map((name) => [name, `’${'x'.repeat(90)}`]))
}

test('a body beyond its bound is not read', async () => {
  const { admin } = await aRegion()
  for (const row of routes.filter(({ request }) => request)) {
    const most = row.mostBytes ?? 65_536
    const reply = await admin.ask(row.method, addressOf(row), { text: 'x'.repeat(most) })
    if (reply.status === 429) continue
    expectRefusal(reply, nameOf(row))
    expect(reply.status, nameOf(row)).toBe(413)
  }
})

test('a page of another origin changes nothing by any route', async () => {
  const { hub, admin } = await aRegion()
  const before = await kept(hub)
  for (const row of routes.filter(({ method }) => method !== 'GET')) {
    const reply = await admin.ask(row.method, addressOf(row), row.example?.request, {
      origin: 'https://evil.example',
    })
    expect(expectRefusal(reply, nameOf(row))).toBe('access.otherOrigin')
  }
  expect(await kept(hub)).toBe(before)
  expect((await admin.ask('GET', '/api/me')).status).toBe(200)
})
