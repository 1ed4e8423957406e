import { expect, test } from 'vitest'
import type { EnrolmentResult, EnrolmentTicket } from '@service-hall/contract'
import { MINUTE, command, connect, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

async function ask(
  server: TestServer,
  body: object,
): Promise<{ status: number; body: EnrolmentTicket & { code: string } }> {
  const response = await server.request('/api/enrolment', { body })
  return { status: response.status, body: (await response.json()) as EnrolmentTicket }
}
async function claim(
  server: TestServer,
  { code, secret }: { code: string; secret: string },
): Promise<EnrolmentResult & { code?: string }> {
  return (await (
    await server.request('/api/enrolment/claim', { body: { code, secret } })
  ).json()) as EnrolmentResult
}
async function anAdministrator(server: TestServer) {
  const cookie = await server.signIn('9001')
  const client = await connect(server.url, { cookie })
  return {
    cookie,
    approve: (code: string, stationId: string) => client.send(command('station.enrol', { code, stationId })),
    pending: async () =>
      (await (await server.request('/api/enrolment', { cookie })).json()) as { code: string }[],
  }
}

test('a machine shows its code, an administrator approves it, the machine gets its token and comes in', async () => {
  const server = await startServer()
  const admin = await anAdministrator(server)
  const { body: ticket } = await ask(server, { kind: 'kiosk' })
  expect(ticket.code).toMatch(/^[A-Z2-9]{3}-[A-Z2-9]{3}$/)
  expect(await claim(server, ticket)).toEqual({ status: 'pending' })
  expect(await admin.pending()).toMatchObject([{ code: ticket.code, kind: 'kiosk' }])
  expect((await admin.approve(ticket.code, 'K1')).ok).toBe(true)
  expect(await admin.pending()).toEqual([])
  const result = await claim(server, ticket)
  expect(result).toMatchObject({ status: 'approved', stationId: 'K1' })
  const kiosk = await connect(server.url, { token: 'token' in result ? result.token : '' })
  expect((await kiosk.snapshot()).you).toEqual({ kind: 'station', stationId: 'K1', stationKind: 'kiosk' })
})

test('a machine does not come in by the approval of another one that took its place before it claimed', async () => {
  const server = await startServer()
  const admin = await anAdministrator(server)
  const [first, second] = [await ask(server, { kind: 'kiosk' }), await ask(server, { kind: 'kiosk' })]
  await admin.approve(first.body.code, 'K1')
  await admin.approve(second.body.code, 'K1')
  expect(await claim(server, first.body)).toEqual({ ok: false, code: 'enrolment.unknownRequest' })
  expect(await claim(server, second.body)).toMatchObject({ status: 'approved', stationId: 'K1' })
})

test('a display in a browser gets its token as a cookie', async () => {
  const server = await startServer()
  const admin = await anAdministrator(server)
  const { body: ticket } = await ask(server, { kind: 'display' })
  await admin.approve(ticket.code, 'V1')
  const response = await server.request('/api/enrolment/claim', {
    body: ticket && { code: ticket.code, secret: ticket.secret },
  })
  const cookie = response.headers.get('set-cookie') ?? ''
  expect(cookie).toContain('HttpOnly')
  const display = await connect(server.url, { cookie: cookie.split(';')[0] ?? '' })
  expect((await display.snapshot()).you).toMatchObject({ stationId: 'V1' })
})

test('a code counts however it was typed: shown on a machine, or known beforehand', async () => {
  const server = await startServer()
  const admin = await anAdministrator(server)
  for (const typed of [
    (code: string) => code.toLowerCase().replace('-', ' '),
    (code: string) => ` ${code.replace('-', '')}\u200B`,
    (code: string) => code.replace('-', '－'),
  ]) {
    const { body: ticket } = await ask(server, { kind: 'kiosk' })
    expect((await admin.approve(typed(ticket.code), 'K1')).ok).toBe(true)
    expect(await claim(server, { code: typed(ticket.code), secret: ticket.secret })).toMatchObject({
      status: 'approved',
    })
  }
  expect((await ask(server, { kind: 'kiosk', code: ' CODE-OF-STATION-K1\r\n' })).status).toBe(200)
})

test('nobody claims a code without its secret, however approved', async () => {
  const server = await startServer()
  const admin = await anAdministrator(server)
  const { body: ticket } = await ask(server, { kind: 'kiosk' })
  await admin.approve(ticket.code, 'K1')
  const stolen = await claim(server, { code: ticket.code, secret: 'a-guess-of-the-secret' })
  expect(stolen).toEqual({ ok: false, code: 'enrolment.unknownRequest' })
})

test('a code is good for one kind of machine, for configured stations, and only for administrators to approve', async () => {
  const server = await startServer()
  const admin = await anAdministrator(server)
  const { body: ticket } = await ask(server, { kind: 'kiosk' })
  expect(await admin.approve(ticket.code, 'V1')).toMatchObject({ code: 'enrolment.wrongKind' })
  expect(await admin.approve(ticket.code, 'K9')).toMatchObject({ code: 'station.unknown' })
  expect(await admin.approve('ZZZ-ZZZ', 'K1')).toMatchObject({ code: 'enrolment.unknownCode' })
  const teller = await server.staff('1001')
  expect(await teller.send(command('station.enrol', { code: ticket.code, stationId: 'K1' }))).toMatchObject({
    code: 'access.denied',
  })
  expect(await claim(server, ticket)).toEqual({ status: 'pending' })
})

test('a code that nobody approved is forgotten after ten minutes', async () => {
  const server = await startServer()
  const admin = await anAdministrator(server)
  const { body: ticket } = await ask(server, { kind: 'kiosk' })
  server.clock.advance(10 * MINUTE)
  expect(await admin.pending()).toHaveLength(1)
  server.clock.advance(1)
  expect(await admin.pending()).toEqual([])
  expect(await claim(server, ticket)).toEqual({ ok: false, code: 'enrolment.unknownRequest' })
  expect(await admin.approve(ticket.code, 'K1')).toMatchObject({ code: 'enrolment.unknownCode' })
})

test('approving again under the same id, also after a restart, is answered as before', async () => {
  const server = await startServer()
  const cookie = await server.signIn('9001')
  const { body: ticket } = await ask(server, { kind: 'kiosk' })
  const order = command('station.enrol', { code: ticket.code, stationId: 'K1' })
  const answer = await (await connect(server.url, { cookie })).send(order)
  expect(answer.ok).toBe(true)
  const again = await server.restart()
  expect(await (await connect(again.url, { cookie })).send(order)).toEqual(answer)
})

test('a machine with a code known beforehand comes in by itself, as the station it belongs to', async () => {
  const server = await startServer()
  const kiosk = await server.station('K2')
  expect((await kiosk.snapshot()).you).toMatchObject({ stationId: 'K2' })
  const again = await server.station('K2')
  expect((await again.subscribe()).ok).toBe(true)
  expect((await kiosk.subscribe()).ok).toBe(true)
})

test('a known code of another kind, or an unknown one, lets nobody in', async () => {
  const server = await startServer()
  expect(await ask(server, { kind: 'display', code: 'code-of-station-K1' })).toMatchObject({
    status: 400,
    body: { code: 'enrolment.wrongKind' },
  })
  expect(await ask(server, { kind: 'kiosk', code: 'code-of-station-K9' })).toMatchObject({
    status: 404,
    body: { code: 'enrolment.unknownCode' },
  })
  expect(await ask(server, { kind: 'toaster' })).toMatchObject({
    status: 400,
    body: { code: 'input.invalid' },
  })
  expect(await (await anAdministrator(server)).pending()).toEqual([])
})

test('no more than so many machines ask from one place', async () => {
  const server = await startServer()
  const answers = []
  for (let n = 0; n < 7; n += 1) answers.push((await ask(server, { kind: 'kiosk' })).status)
  expect(answers).toEqual([200, 200, 200, 200, 200, 429, 429])
  expect((await ask(server, { kind: 'kiosk', code: 'code-of-station-K1' })).status).toBe(200)
})

test('codes cannot be tried out quickly', async () => {
  const server = await startServer()
  const answers = []
  for (let n = 0; n < 32; n += 1)
    answers.push((await ask(server, { kind: 'kiosk', code: `a-guess-of-the-code-${n}` })).status)
  expect(answers).toEqual([...Array<number>(30).fill(404), 429, 429])
})
