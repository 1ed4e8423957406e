import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { FILE_PIECE } from '@service-hall/contract'
import { describe, expect, onTestFinished, test } from 'vitest'
import { anAccount, anAdministrator, freshId } from '../../test/console-client.ts'
import type { ConsoleClient } from '../../test/console-client.ts'
import { ENGINES } from '../../test/engines.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import type { ForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub } from '../../test/hub.ts'

async function greet(hub: TestHub, key: ForeignKey, hallId = 'H1'): Promise<ForeignHall> {
  const { hall } = await ForeignHall.greet({ url: hub.url, hallId, key })
  onTestFinished(() => void hall.socket.disconnect())
  return hall
}

async function asked(hub: TestHub): Promise<{ admin: ConsoleClient; key: ForeignKey; directiveId: string }> {
  const admin = await anAdministrator(hub)
  const key = aForeignKey()
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', {
      ...{ regionId, parentId: 'root', name: { zh: regionId, en: regionId } },
    })
  await admin.command('organisation.admitHall', {
    ...{ hallId: 'H1', key: key.publicKey, regionId: 'east', tier: 'C' },
  })
  const directiveId = freshId()
  const given = await admin.command('directive.give', {
    ...{ directiveId, hallId: 'H1', target: { of: 'station', stationId: 'K1' } },
    ...{ work: { kind: 'logs', bytes: 100_000 }, why: 'it hangs', validMs: 600_000 },
  })
  expect(given.status).toBe(200)
  return { admin, key, directiveId }
}

const TEXT = Array.from(
  { length: 15_000 },
  (_, n) => `{"event":"line.${(n * 7919) % 10_007}","n":${n}}\n`,
).join('')

function aFile(directiveId: string, body = gzipSync(TEXT)): { body: Buffer; head: Record<string, unknown> } {
  const digest = createHash('sha256').update(body).digest('hex')
  return { body, head: { directiveId, media: 'application/gzip', bytes: body.length, digest } }
}

/** Sends what is missing of a file, at most so many pieces; answers the last answer. */
async function send(
  hall: ForeignHall,
  { head, body }: ReturnType<typeof aFile>,
  most = Infinity,
): Promise<Record<string, unknown>> {
  let answer = await hall.sendFile({ ...head, from: 0, data: '' })
  for (let n = 0; n < most && answer.ok && Number(answer['have']) < body.length; n += 1) {
    const from = Number(answer['have'])
    answer = await hall.sendFile({ ...head, from, data: body.toString('base64', from, from + FILE_PIECE) })
  }
  return answer
}

const fileOf = async (client: ConsoleClient, directiveId: string): Promise<unknown> => {
  const { body } = await client.ask('GET', '/api/halls/H1/directives')
  const rows = body['directives'] as { directiveId: string; file: unknown }[]
  return rows.find((one) => one.directiveId === directiveId)?.file
}
const look = (client: ConsoleClient, directiveId: string): Promise<Response> =>
  fetch(`${client.hub.url}/api/files/${directiveId}`, { headers: { cookie: client.cookie } })

describe.each(ENGINES)('on %s', (engine) => {
  test('a log goes on where it was after a cut and another node, and is read by who may; each look is noted', async () => {
    const hub = await aHub({ engine, organised: true })
    const { admin, key, directiveId } = await asked(hub)
    const file = aFile(directiveId)
    expect(file.body.length).toBeGreaterThan(FILE_PIECE * 2)
    const first = await greet(hub, key)
    await send(first, file, 1)
    expect(await fileOf(admin, directiveId)).toEqual({
      ...{ media: 'application/gzip', bytes: file.body.length, have: FILE_PIECE, gone: null },
    })
    expect((await look(admin, directiveId)).status).toBe(409)
    first.socket.disconnect()

    const again = await hub.restart()
    const second = await greet(again, key)
    expect(await second.sendFile({ ...file.head, from: 0, data: '' })).toEqual({ ok: true, have: FILE_PIECE })
    expect(await send(second, file)).toEqual({ ok: true, have: file.body.length })
    admin.hub = again
    const seen = await look(admin, directiveId)
    expect(seen.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await seen.text()).toBe(TEXT)

    const stranger = await anAccount(admin, 'S7', { homeId: 'west', role: 'administrator' })
    expect((await look(stranger, directiveId)).status).toBe(404)
    const viewer = await anAccount(admin, 'S8', { homeId: 'east', role: 'supervisor' })
    expect((await look(viewer, directiveId)).status).toBe(403)
    const operator = await anAccount(admin, 'S9', { homeId: 'east', role: 'operator' })
    expect((await look(operator, directiveId)).status).toBe(200)
    const audit = (await admin.ask('GET', '/api/audit')).body as unknown as {
      by: string
      fact: { type: string; directiveId?: string }
    }[]
    expect(audit.filter(({ fact }) => fact.type === 'FileFetched').map(({ by }) => by)).toEqual([
      ...['account:S9', 'account:admin'],
    ])
  })

  test('what no directive to this hall asks for, and what is not as it says, is not taken', async () => {
    const hub = await aHub({ engine, organised: true })
    const { admin, key, directiveId } = await asked(hub)
    const other = aForeignKey()
    await admin.command('organisation.admitHall', {
      ...{ hallId: 'H2', key: other.publicKey, regionId: 'west', tier: 'C' },
    })
    const [h1, h2] = [await greet(hub, key), await greet(hub, other, 'H2')]
    expect(await send(h1, aFile(freshId()))).toMatchObject({ code: 'file.unwanted' })
    expect(await send(h2, aFile(directiveId))).toMatchObject({ code: 'file.unwanted' })
    const bomb = aFile(directiveId, gzipSync(Buffer.alloc(30_000_000)))
    expect(await send(h1, bomb)).toMatchObject({ code: 'file.broken' })
    expect(await send(h1, aFile(directiveId, Buffer.from('no gzip')))).toMatchObject({ code: 'file.broken' })
    const right = aFile(directiveId)
    const wrong = { ...right, head: { ...right.head, digest: '0'.repeat(64) } }
    expect(await send(h1, wrong)).toMatchObject({ code: 'file.broken' })
    expect(await send(h1, right)).toEqual({ ok: true, have: right.body.length })
    expect(await h1.sendFile({ ...right.head, from: 0, data: '' }, 'x'.repeat(43))).toMatchObject({
      code: 'uplink.untrusted',
    })
  })
})
