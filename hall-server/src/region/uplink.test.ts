import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { HallFile } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { ForeignHub } from '../../test/foreign-hub.ts'
import { aHallFile, aFolder, command, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

function inRegion(hub: ForeignHub, hubKey?: string): HallFile {
  return { ...aHallFile(), region: { hub: hub.url, ...(hubKey === undefined ? {} : { hubKey }) } }
}

/** Hands out tickets at the lobby. */
async function issue(server: TestServer, count: number): Promise<void> {
  const actor = { kind: 'staff', staffId: 'S2001', roles: ['lobbyManager'], sessionId: 'a-session' } as const
  for (let n = 0; n < count; n += 1) {
    const order = { ...command('ticket.issue', { serviceId: 'pay' }), id: server.hall.newId() }
    const answer = await server.hall.execute(actor as never, order as never)
    if (!answer.ok) throw new Error(answer.code)
  }
}

const uptodate = (hub: ForeignHub, server: TestServer, epoch = 'first') =>
  expect.poll(() => hub.numbers.get(epoch), { timeout: 60_000 }).toBe(server.hall.committedNumber)

test('every fact that the region may see arrives once, in order, whatever happens to the line', async () => {
  const hub = await ForeignHub.start()
  const server = await startServer({ file: inRegion(hub) })
  await issue(server, 5)
  await uptodate(hub, server)
  hub.silent = true
  await issue(server, 3)
  hub.cut()
  hub.silent = false
  await issue(server, 300)
  await uptodate(hub, server)
  const facts = hub.facts.get('first') ?? []
  const issued = facts.filter(({ fact }) => fact.type === 'TicketIssued')
  expect(issued.map(({ fact }) => fact['number'])).toEqual(
    Array.from({ length: 308 }, (_, n) => `A${String(n + 1).padStart(3, '0')}`),
  )
  expect(new Set(facts.map(({ number }) => number)).size).toBe(facts.length)
  expect(server.uplink?.state).toMatchObject({ state: 'online', code: null })
})

test('who manages the hall sees how its line to the region stands, and nobody else', async () => {
  const hub = await ForeignHub.start()
  hub.refusal = 'uplink.pending'
  const server = await startServer({ file: inRegion(hub) })
  const [manager, teller] = [await server.signIn('2001'), await server.signIn('1001')]
  const asked = async (cookie: string) => {
    const answer = await server.request('/api/region', { cookie })
    return { status: answer.status, ...((await answer.json()) as object) }
  }
  await expect
    .poll(() => asked(manager), { timeout: 20_000 })
    .toMatchObject({ line: { state: 'waiting', hub: hub.url, behind: null } })
  hub.refusal = null
  await expect
    .poll(() => asked(manager), { timeout: 60_000 })
    .toMatchObject({ line: { state: 'online', code: null, behind: 0 } })
  expect((await asked(teller)).status).toBe(403)
  expect((await server.request('/api/region')).status).toBe(401)
  const alone = await startServer()
  const answer = await alone.request('/api/region', { cookie: await alone.signIn('2001') })
  expect(await answer.json()).toEqual({ line: null })
})

test('a hall that waits to be let in says so, and goes on by itself once it is', async () => {
  const hub = await ForeignHub.start()
  hub.refusal = 'uplink.pending'
  const server = await startServer({ file: inRegion(hub) })
  await expect
    .poll(() => server.uplink?.state, { timeout: 20_000 })
    .toMatchObject({
      state: 'waiting',
      code: 'uplink.pending',
      fingerprint: expect.stringMatching(/^[0-9A-F]{4}(-[0-9A-F]{4}){2}$/) as string,
    })
  hub.refusal = null
  await uptodate(hub, server)
})

test('a hall from a backup begins an epoch at the last fact that both have', async () => {
  const hub = await ForeignHub.start()
  const folder = aFolder()
  const first = await startServer({ file: inRegion(hub), folder })
  await issue(first, 4)
  await uptodate(hub, first)
  await first.close()
  const backup = aFolder()
  await cp(join(folder, 'data'), backup, { recursive: true })
  const second = await startServer({ file: inRegion(hub), folder })
  const common = second.hall.committedNumber
  await issue(second, 2)
  await uptodate(hub, second)
  await second.close()
  await rm(join(folder, 'data'), { recursive: true })
  await cp(backup, join(folder, 'data'), { recursive: true })

  const third = await startServer({ file: inRegion(hub), folder })
  await issue(third, 1)
  await expect.poll(() => third.hall.state.region.epoch, { timeout: 30_000 }).not.toBe('first')
  const { epoch, parent } = third.hall.state.region
  expect(parent).toEqual({ epoch: 'first', after: common })
  await uptodate(hub, third, epoch)
  expect(hub.facts.get(epoch)?.filter(({ fact }) => fact.type === 'TicketIssued')).toHaveLength(1)
})

test('a hub that is not the one known before gets nothing', async () => {
  const hub = await ForeignHub.start()
  const server = await startServer({ file: inRegion(hub) })
  await uptodate(hub, server)
  const port = Number(new URL(hub.url).port)
  await hub.stop()
  const impostor = await ForeignHub.start(port)
  await issue(server, 1)
  await expect
    .poll(() => server.uplink?.state, { timeout: 60_000 })
    .toMatchObject({ state: 'refused', code: 'uplink.untrusted' })
  expect(impostor.hellos).toEqual([])
})

test('what leads to a customer stays in the hall', async () => {
  const hub = await ForeignHub.start()
  const server = await startServer({ file: inRegion(hub) })
  await server.signIn('1001')
  await issue(server, 1)
  await uptodate(hub, server)
  const told = JSON.stringify([...hub.facts.values()])
  expect(told).not.toMatch(/subjectId|sessionId|correct horse|"name":"S1001/)
})
