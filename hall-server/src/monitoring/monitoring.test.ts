import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBare } from '@service-hall/journal/testing'
import type { Health } from '@service-hall/server-kit'
import { expect, onTestFinished, test } from 'vitest'
import { asKiosk, command, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

const TOKEN = 'a-token-of-thirty-two-characters'
const WITH_TOKEN = { headers: { authorization: `Bearer ${TOKEN}` } }

async function aMonitoredServer(): Promise<TestServer> {
  const server = await startServer()
  writeFileSync(join(server.folder, 'data', 'monitoring.token'), `${TOKEN}\n`, { mode: 0o600 })
  return server
}

async function health(server: TestServer): Promise<Health & { status: number }> {
  const response = await server.request('/healthz', WITH_TOKEN)
  return { status: response.status, ...((await response.json()) as Health) }
}

/** Value of one series: `hall_sockets{audience="staff"}`. */
async function metric(server: TestServer, series: string): Promise<number> {
  const text = await (await server.request('/metrics', WITH_TOKEN)).text()
  const line = text.split('\n').find((row) => row.startsWith(`${series} `))
  return Number(line?.slice(series.length + 1) ?? NaN)
}

/** Keeps the journal from writing until the function it answers is called. */
async function holdDisk(server: TestServer): Promise<() => Promise<void>> {
  const database = await openBare(join(server.folder, 'data', 'journal.sqlite'))
  onTestFinished(() => database.close())
  await database.run('BEGIN IMMEDIATE', [])
  return () => database.run('ROLLBACK', []).then(() => undefined)
}

test('strangers, signed-in administrators and stations are told nothing, with a token configured or without', async () => {
  const server = await aMonitoredServer()
  const asked = async (): Promise<void> => {
    const administrator = await server.signIn('9001')
    const kiosk = await server.enrol('K1')
    for (const path of ['/healthz', '/metrics']) {
      for (const init of [
        {},
        { cookie: administrator },
        { headers: { authorization: `Bearer ${kiosk}` } },
        { headers: { authorization: `Bearer ${TOKEN}x` } },
      ]) {
        const response = await server.request(path, init)
        expect(response.status, path).toBe(401)
        expect(await response.json()).toEqual({ ok: false, code: 'access.signIn' })
      }
    }
  }
  await asked()
  rmSync(join(server.folder, 'data', 'monitoring.token'))
  await asked()
  expect((await server.request('/healthz', WITH_TOKEN)).status).toBe(401)
})

test('the token opens nothing else', async () => {
  const server = await aMonitoredServer()
  for (const path of ['/api/session', '/api/enrolment', '/api/voice/1/zh'])
    expect((await server.request(path, WITH_TOKEN)).status, path).toBe(401)
})

test('a hall that is well says so, with number and age of its last commit and the room on its disk', async () => {
  const server = await aMonitoredServer()
  await server.hall.execute(asKiosk(), command('ticket.issue'))
  server.clock.advance(90_000)
  const { status, ok, checks } = await health(server)
  expect({ status, ok }).toEqual({ status: 200, ok: true })
  expect(checks['journal']).toEqual({
    ok: true,
    recovering: false,
    committedNumber: server.hall.committedNumber,
    lastCommitAt: new Date(server.clock.now() - 90_000).toISOString(),
    lastCommitAgeSeconds: 90,
  })
  expect(checks['disk']).toMatchObject({ ok: true, freeBytes: expect.any(Number) as number })
})

test('the age of the last commit is known after a restart', async () => {
  const first = await aMonitoredServer()
  first.clock.advance(3_600_000)
  const { checks } = await health(await first.restart())
  expect(checks['journal']).toMatchObject({ ok: true, lastCommitAgeSeconds: 3_600 })
})

test('a journal that cannot write is not well, and is again when it can', { timeout: 30_000 }, async () => {
  const server = await aMonitoredServer()
  const release = await holdDisk(server)
  const answered = server.hall.execute(asKiosk(), command('ticket.issue'))
  const { status, ok, checks } = await health(server)
  expect({ status, ok, journal: checks['journal']?.ok, disk: checks['disk']?.ok }).toEqual({
    status: 503,
    ok: false,
    journal: false,
    disk: true,
  })
  await expect.poll(() => server.hall.recovering, { timeout: 15_000 }).toBe(true)
  expect((await health(server)).checks['journal']).toMatchObject({ ok: false, recovering: true })
  expect(await metric(server, 'hall_recovering')).toBe(1)
  await release()
  expect((await answered).ok).toBe(false)
  await expect.poll(async () => (await health(server)).status, { timeout: 15_000 }).toBe(200)
  expect(await metric(server, 'hall_recovering')).toBe(0)
})

test('metrics are Prometheus text: what the hall does, and how the process is', async () => {
  const server = await aMonitoredServer()
  const kiosk = await server.station('K1')
  const staff = await server.staff('1001')
  expect((await kiosk.send(command('ticket.issue'))).ok).toBe(true)
  expect((await kiosk.send(command('ticket.issue', { serviceId: 'nothing' }))).ok).toBe(false)
  const before = await metric(server, 'hall_facts_total')
  expect(
    (await kiosk.send(command('device.report', { deviceId: 'K1-printer', state: { device: 'online' } }))).ok,
  ).toBe(true)

  expect(await metric(server, 'hall_commands_total{type="ticket.issue",outcome="ok"}')).toBe(1)
  expect(await metric(server, 'hall_commands_total{type="ticket.issue",outcome="refused"}')).toBe(1)
  expect(await metric(server, 'hall_facts_total')).toBeGreaterThan(before)
  expect(await metric(server, 'hall_commit_seconds_count')).toBeGreaterThanOrEqual(3)
  expect(await metric(server, 'hall_committed_number')).toBe(server.hall.committedNumber)
  expect(await metric(server, 'hall_tickets_waiting{service="pay"}')).toBe(1)
  expect(await metric(server, 'hall_devices{state="online"}')).toBe(1)
  expect(await metric(server, 'hall_devices{state="unknown"}')).toBeGreaterThan(0)
  expect(await metric(server, 'hall_sockets{audience="station"}')).toBe(1)
  expect(await metric(server, 'hall_sockets{audience="staff"}')).toBe(1)
  expect(await metric(server, 'hall_sockets{audience="display"}')).toBe(0)
  expect(await metric(server, 'process_memory_bytes{part="resident"}')).toBeGreaterThan(1e6)
  expect(await metric(server, 'event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0)

  staff.close()
  await expect.poll(() => metric(server, 'hall_sockets{audience="staff"}')).toBe(0)
  const response = await server.request('/metrics', WITH_TOKEN)
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('no-store')
})

test('every line of the metrics is a comment or a series with a number, and there are few of them', async () => {
  const server = await aMonitoredServer()
  const lines = (await (await server.request('/metrics', WITH_TOKEN)).text()).trim().split('\n')
  const series = lines.filter((line) => line !== '' && !line.startsWith('# '))
  for (const line of series)
    expect(line).toMatch(/^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?(\d[\d.e+-]*|\+Inf)$/)
  expect(series.length).toBeLessThan(80)
})
