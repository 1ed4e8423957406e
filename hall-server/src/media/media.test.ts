import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Slide } from '@service-hall/contract'
import { anImage } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { aHallFile, startServer } from '../../test/builders.ts'
import { ForeignHub } from '../../test/foreign-hub.ts'

const TEXT: Slide = { kind: 'text', zh: '请带好身份证', en: 'Please have your ID card ready', seconds: 5 }

test('a display shows what the region asks once the hall has all of it, and over a restart; what it lost it says', async () => {
  const hub = await ForeignHub.start()
  const server = await startServer({ file: { ...aHallFile(), region: { hub: hub.url } } })
  await expect.poll(() => server.uplink?.state.state, { timeout: 20_000 }).toBe('online')
  let given = 0
  const ask = async (items: readonly Slide[], stationId = 'V1'): Promise<void> => {
    given += 1
    const settings = { power: null, playlist: items.length === 0 ? null : { items } }
    await hub.direct({
      ...{ id: `01890000-0000-7000-8000-00000000000${given}`, target: { of: 'station', stationId } },
      ...{ work: { kind: 'configure', settings }, who: 'system:hub', why: 'by its settings' },
      ...{ issuedAt: 1_767_578_400_000, validMs: 600_000, ageMs: 0 },
    })
  }
  const heard = (): string[] =>
    (hub.facts.get('first') ?? []).flatMap(({ fact }) =>
      /^(Directive|StationReported)/.test(fact.type)
        ? [[fact.type, fact['code']].filter(Boolean).join(' ')]
        : [],
    )
  const { bytes, slide } = anImage()
  await ask([TEXT, slide])
  await expect.poll(heard, { timeout: 10_000 }).toEqual(['DirectiveReceived', 'DirectiveFailed file.unknown'])
  hub.images.set(slide.sha256, bytes)
  await ask([TEXT, slide])
  await expect
    .poll(() => heard().slice(2), { timeout: 10_000 })
    .toEqual([...['DirectiveReceived', 'DirectiveDone', 'StationReported']])
  await rm(join(server.folder, 'data', 'images', slide.sha256))
  const again = await server.restart()
  const display = `hall_session=${await again.enrol('V1')}`
  const playlist = await again.request('/api/playlist', { cookie: display })
  expect(await playlist.json()).toEqual({ slides: [TEXT, slide] })
  const look = () => again.request(`/api/media/${slide.sha256}`, { cookie: display })
  // Its copy was lost: it is fetched anew when the line is up.
  await expect.poll(async () => (await look()).status, { timeout: 20_000 }).toBe(200)
  const image = await look()
  expect(image.headers.get('content-type')).toBe('image/png')
  expect(image.headers.get('content-security-policy')).toContain('sandbox')
  expect(Buffer.from(await image.arrayBuffer()).equals(bytes)).toBe(true)
  const kiosk = `hall_session=${await again.enrol('K1')}`
  for (const path of ['/api/playlist', `/api/media/${slide.sha256}`]) {
    expect((await again.request(path)).status).toBe(401)
    expect((await again.request(path, { cookie: kiosk })).status).toBe(403)
  }
  await expect.poll(() => again.uplink?.state.state, { timeout: 20_000 }).toBe('online')
  await ask([])
  await expect
    .poll(() => heard().slice(5), { timeout: 10_000 })
    .toEqual([...['DirectiveReceived', 'DirectiveDone', 'StationReported']])
  expect(await (await again.request('/api/playlist', { cookie: display })).json()).toEqual({ slides: [] })
  expect((await again.request(`/api/media/${slide.sha256}`, { cookie: display })).status).toBe(404)
})

test('a kiosk gets the images of its own playlist from the copy of its hall, which fetches what it lacks', async () => {
  const hub = await ForeignHub.start()
  const server = await startServer({ file: { ...aHallFile(), region: { hub: hub.url } } })
  await expect.poll(() => server.uplink?.state.state, { timeout: 20_000 }).toBe('online')
  const { bytes, slide } = anImage()
  hub.images.set(slide.sha256, bytes)
  const [kiosk, host, clerk] = [
    await server.station('K1'),
    await server.station('D1'),
    await server.staff('1001'),
  ]
  const asks = { sha256: slide.sha256, from: 0 }
  expect(await kiosk.askForImage(asks)).toMatchObject({ code: 'file.unknown' })
  await hub.direct({
    ...{ id: '01890000-0000-7000-8000-000000000001', target: { of: 'station', stationId: 'K1' } },
    ...{ work: { kind: 'configure', settings: { power: null, playlist: { items: [TEXT, slide] } } } },
    ...{ who: 'system:hub', why: 'by its settings', issuedAt: 1_767_578_400_000, validMs: 600_000, ageMs: 0 },
  })
  const first = await kiosk.askForImage(asks)
  expect(first).toEqual({ ok: true, bytes: bytes.length, data: bytes.toString('base64') })
  expect(await kiosk.askForImage({ ...asks, from: 3_000 })).toMatchObject({
    data: bytes.toString('base64', 3_000),
  })
  expect(await host.askForImage(asks)).toMatchObject({ code: 'file.unknown' })
  expect(await clerk.askForImage(asks)).toMatchObject({ code: 'file.unknown' })
  expect(await kiosk.askForImage({ ...asks, sha256: '../x' })).toMatchObject({ code: 'input.invalid' })
  // Its copy rots: it is fetched anew. The region's is gone meanwhile: that is said.
  await writeFile(join(server.folder, 'data', 'images', slide.sha256), 'rot')
  expect(await kiosk.askForImage(asks)).toEqual(first)
  hub.images.clear()
  await rm(join(server.folder, 'data', 'images', slide.sha256))
  expect(await kiosk.askForImage(asks)).toMatchObject({ code: 'file.unknown' })
})
