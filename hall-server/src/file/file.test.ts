import { createHash } from 'node:crypto'
import { FILE_PIECE } from '@service-hall/contract'
import type { DirectiveId, FilePiece } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { ForeignHub } from '../../test/foreign-hub.ts'
import { aFolder, aHallFile, aLog, command, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'
import { FileSpool } from './spool.ts'

const ID = '01890000-0000-7000-8000-000000000001' as DirectiveId
const BODY = Buffer.from(Array.from({ length: 60_000 }, (_, n) => (n * 31) % 251))

function pieceOf(from: number, { id = ID, body = BODY, length = FILE_PIECE } = {}): FilePiece {
  return {
    ...{ directiveId: id, media: 'application/gzip', bytes: body.length, from },
    digest: createHash('sha256').update(body).digest('hex'),
    data: body.toString('base64', from, from + length),
  }
}

async function asked(
  takesFiles = true,
): Promise<{ hub: ForeignHub; server: TestServer; k1: Awaited<ReturnType<TestServer['station']>> }> {
  const hub = await ForeignHub.start()
  hub.takesFiles = takesFiles
  const server = await startServer({ file: { ...aHallFile(), region: { hub: hub.url } } })
  await expect.poll(() => server.uplink?.state.state, { timeout: 20_000 }).toBe('online')
  await hub.direct({
    ...{ id: ID, target: { of: 'station', stationId: 'K1' }, work: { kind: 'logs', bytes: 100_000 } },
    ...{ who: 'account:S1', why: 'a test', issuedAt: 1_767_578_400_000, validMs: 600_000, ageMs: 0 },
  })
  const k1 = await server.station('K1')
  return { hub, server, k1 }
}

test('a file is taken from the station that is at its directive, and handed over to the region', async () => {
  const { hub, server, k1 } = await asked()
  expect(await k1.sendPiece(pieceOf(0))).toMatchObject({ code: 'file.unwanted' })
  await k1.send(command('directive.begin', { directiveId: ID }))
  const k2 = await server.station('K2')
  expect(await k2.sendPiece(pieceOf(0))).toMatchObject({ code: 'file.unwanted' })
  expect(await k1.sendPiece(pieceOf(0))).toEqual({ ok: true, have: FILE_PIECE })
  expect(await k1.sendPiece(pieceOf(0))).toEqual({ ok: true, have: FILE_PIECE })
  await k1.sendPiece(pieceOf(FILE_PIECE))
  expect(await k1.sendPiece(pieceOf(2 * FILE_PIECE))).toEqual({ ok: true, have: BODY.length })
  await expect.poll(() => hub.files.get(ID)?.length, { timeout: 20_000 }).toBe(BODY.length)
  expect(hub.files.get(ID)).toEqual(BODY)
  // The answer was lost.
  expect(await k1.sendPiece(pieceOf(2 * FILE_PIECE))).toEqual({ ok: true, have: BODY.length })
})

test('a file that waits for the region outlives the hall server', async () => {
  const { hub, server, k1 } = await asked(false)
  await k1.send(command('directive.begin', { directiveId: ID }))
  for (const n of [0, 1, 2]) await k1.sendPiece(pieceOf(n * FILE_PIECE))
  expect(hub.files.get(ID)).toBeUndefined()
  hub.takesFiles = true
  await server.restart()
  await expect.poll(() => hub.files.get(ID)?.length, { timeout: 30_000 }).toBe(BODY.length)
})

test('a spool goes on after a crash, takes only what is as it says, and has bounds', async () => {
  const folder = aFolder()
  const open = (): Promise<FileSpool> => FileSpool.open(folder, aLog())
  const always = (): boolean => true
  const first = await open()
  await first.put(pieceOf(0), always)
  const second = await open()
  expect(await second.put(pieceOf(0, { length: 0 }), always)).toEqual({ ok: true, have: FILE_PIECE })
  const forged = { ...pieceOf(0, { length: 0 }), digest: '0'.repeat(64) }
  expect(await second.put(forged, always)).toEqual({ ok: true, have: 0 })
  for (const n of [0, 1]) await second.put({ ...pieceOf(n * FILE_PIECE), digest: forged.digest }, always)
  expect(await second.put({ ...pieceOf(2 * FILE_PIECE), digest: forged.digest }, always)).toMatchObject({
    code: 'file.broken',
  })
  expect(second.next()).toBeNull()
  for (let n = 0; n < 20; n += 1) {
    const id = ID.replace(/01$/, String(10 + n)) as DirectiveId
    expect(await second.put(pieceOf(0, { id, length: 0 }), always)).toEqual({ ok: true, have: 0 })
  }
  expect(await second.put(pieceOf(0, { id: ID }), always)).toMatchObject({ code: 'file.noRoom' })
  // Those that nobody will finish make room.
  expect(await second.put(pieceOf(0, { id: ID }), (id) => id === ID)).toEqual({ ok: true, have: FILE_PIECE })
})
