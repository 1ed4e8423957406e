import { createHash } from 'node:crypto'
import { aClock } from '@service-hall/server-kit/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { anAccount, anAdministrator } from '../../test/console-client.ts'
import { ENGINES, aStore } from '../../test/engines.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import { aPureHub, hall } from '../../test/pure.ts'
import type { ReadEntry } from '../records/entry.ts'
import { dropUnasked } from './keeper.ts'
import { dropUnused, keepImage, readImage } from './store.ts'

/** The head of a PNG and some bytes. */
function aPng({ width = 1_920, height = 1_080, more = 60_000 } = {}): Buffer {
  const bytes = Buffer.alloc(40 + more, 9)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

describe.each(ENGINES)('on %s', (engine) => {
  test('an image is kept for who may act there, and reaches a hall piece by piece under its seal', async () => {
    const hub = await aHub({ engine, organised: true })
    const admin = await anAdministrator(hub)
    const key = aForeignKey()
    for (const regionId of ['east', 'west'])
      await admin.command('organisation.addRegion', {
        ...{ regionId, parentId: 'root', name: { zh: regionId, en: regionId } },
      })
    await admin.command('organisation.admitHall', {
      ...{ hallId: 'H1', key: key.publicKey, regionId: 'east', tier: 'C' },
    })
    const operator = await anAccount(admin, 'S1', { homeId: 'east', role: 'operator' })
    const upload = (image: Buffer, place = 'hall:H1', client = operator) =>
      client.ask('POST', '/api/media', { place, data: image.toString('base64') })
    const png = aPng()
    const sha256 = createHash('sha256').update(png).digest('hex')
    const kept = { sha256, media: 'image/png', bytes: png.length }
    expect(await upload(png)).toMatchObject({ status: 200, body: kept })
    expect(await upload(png)).toMatchObject({ status: 200, body: kept })
    const supervisor = await anAccount(admin, 'S2', { homeId: 'east', role: 'supervisor' })
    const stranger = await anAccount(admin, 'S3', { homeId: 'west', role: 'operator' })
    expect((await upload(png, 'hall:H1', supervisor)).body).toMatchObject({ code: 'access.denied' })
    expect((await upload(png, 'hall:H1', stranger)).body).toMatchObject({ code: 'organisation.unknownHall' })
    expect((await upload(png, 'region:root')).body).toMatchObject({ code: 'organisation.unknownRegion' })
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    for (const bad of [svg, aPng({ width: 4_097 }), png.subarray(0, 20)])
      expect((await upload(bad)).body).toMatchObject({ code: 'fleet.noImage' })
    const seen = await fetch(`${hub.url}/api/media/${sha256}`, { headers: { cookie: supervisor.cookie } })
    expect(seen.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await seen.arrayBuffer()).equals(png)).toBe(true)

    const { hall: line } = await ForeignHall.greet({ url: hub.url, hallId: 'H1', key })
    onTestFinished(() => void line.socket.disconnect())
    const first = await line.askForImage({ sha256, from: 0 })
    expect(first).toMatchObject({ ok: true, bytes: png.length })
    const got = Buffer.from(String(first['data']), 'base64')
    const second = await line.askForImage({ sha256, from: got.length })
    expect(Buffer.concat([got, Buffer.from(String(second['data']), 'base64')]).equals(png)).toBe(true)
    expect(await line.askForImage({ sha256: '0'.repeat(64), from: 0 })).toMatchObject({
      code: 'file.unknown',
    })
    expect(await line.askForImage({ sha256, from: 0 }, 'x'.repeat(43))).toMatchObject({
      code: 'uplink.untrusted',
    })

    // What is asked for nowhere goes with time; the whole has a bound.
    const store = await aStore(engine, [], hub.database)
    const image = { ...kept, media: 'image/png' as const, account: 'S1', at: 1, data: png }
    expect(await keepImage(store.db, { ...image, sha256: '1'.repeat(64) }, png.length)).toBe(false)
    const later = { before: Number.MAX_SAFE_INTEGER }
    expect(await dropUnused(store.db, { ...later, used: new Set([sha256]) })).toBe(0)
    expect(await dropUnused(store.db, { before: 1, used: new Set() })).toBe(0)
    expect(await dropUnused(store.db, { ...later, used: new Set() })).toBe(1)

    // Who brought what stands in the log, which nobody rewrites; not what was refused as no image.
    const log = (await admin.ask('GET', '/api/audit')).body as unknown as ReadEntry[]
    const uploads = log.filter(({ fact }) => fact?.type === 'ImageUploaded')
    expect(uploads).toMatchObject([
      { by: 'account:S1', fact: { ...kept, place: { of: 'hall', hallId: 'H1' } } },
      { by: 'account:S1', fact: kept },
    ])
  })
})

describe.each(ENGINES)('named and let go of at once, on %s', (engine) => {
  test('an image that a setting names stays, or the setting is refused; never both go through', async () => {
    const hub = await aHub({ engine, organised: true })
    const admin = await anAdministrator(hub)
    const other = await hub.another()
    const store = await aStore(engine, [], hub.database)
    const ports = { store, records: other.records, clock: aClock() }
    const seen = new Set<string>()
    for (let n = 0; n < 8; n += 1) {
      const png = aPng({ more: 50 + n })
      const place = { of: 'region', regionId: 'root', tier: null }
      const { body } = await admin.ask('POST', '/api/media', {
        place: 'region:root',
        data: png.toString('base64'),
      })
      const slide = { kind: 'image', title: 'x', seconds: 5, ...body }
      const set = { playlist: { items: [slide] } }
      // First the one alone, then the other, then both at once.
      const drop = () => dropUnasked(ports, Number.MAX_SAFE_INTEGER)
      const name = () => admin.command('fleet.set', { place, set, inherit: [] })
      if (n === 0) await drop()
      const named = name()
      if (n === 1) await named
      const [answer] = await Promise.all([named, drop()])
      const isHere = (await readImage(store, String(body['sha256']))) !== null
      expect([n, answer.status === 200 ? 'named' : String(answer.body['code']), isHere]).toEqual(
        isHere ? [n, 'named', true] : [n, 'media.imageGone', false],
      )
      seen.add(isHere ? 'named' : 'gone')
    }
    expect([...seen].sort()).toEqual(['gone', 'named'])
    const gone = await admin.command('fleet.set', {
      ...{ place: { of: 'region', regionId: 'root', tier: null }, inherit: [] },
      set: { playlist: { items: [{ ...SLIDE, sha256: '0'.repeat(64) }] } },
    })
    expect(gone.body).toMatchObject({ code: 'media.imageGone' })
  })
})
const SLIDE = { kind: 'image', title: 'x', seconds: 5, media: 'image/png', bytes: 90 }

test('of a playlist all is shown, or it is refused: no addresses, no more slides than a directive takes', () => {
  const hub = aPureHub()
  const set = (items: object[]): string =>
    hub.does('chief', {
      ...{ type: 'fleet.set', place: { of: 'hall', hallId: hall('H1') }, set: { playlist: { items } } },
      inherit: [],
    } as never)
  const text = { kind: 'text', zh: '文'.repeat(120), en: 'e'.repeat(160), seconds: 10 }
  const file = { title: 'x', url: 'https://example.com/x.png', sha256: '0'.repeat(64), seconds: 10 }
  expect(set(Array.from({ length: 21 }, () => text))).toBe('fleet.tooManySlides')
  expect(set([text, file])).toBe('fleet.tooManySlides')
  expect(set(Array.from({ length: 20 }, () => text))).toBe('ok')
})
