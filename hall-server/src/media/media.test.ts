import { createHash } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Slide } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { aFolder, aHallFile, aLog, aClock, startServer } from '../../test/builders.ts'
import { ForeignHub } from '../../test/foreign-hub.ts'
import { ImageFetcher } from './image-fetcher.ts'
import { ImageStore } from './image-store.ts'
import type { Image } from './state.ts'

/** The head of a PNG of 8 × 8 pixels and some bytes: nobody unpacks it here. */
function anImage(more = 3_000): { bytes: Buffer; slide: Image } {
  const bytes = Buffer.alloc(40 + more, 7)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(8, 16)
  bytes.writeUInt32BE(8, 20)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const slide = {
    kind: 'image' as const,
    title: '安全用电',
    sha256,
    media: 'image/png' as const,
    seconds: 10,
  }
  return { bytes, slide: { ...slide, bytes: bytes.length } }
}
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

test('images are fetched over cuts and refusals that pass; what is not what it says is never kept', async () => {
  const folder = aFolder()
  const store = await ImageStore.open(folder)
  const { bytes, slide } = anImage(100)
  const soon = (_ms: number, task: () => void) => {
    const timer = setTimeout(task)
    return () => clearTimeout(timer)
  }
  const clock = { ...aClock(), after: soon }
  const asked: number[] = []
  let broken = true
  const line = {
    async askForImage(text: string) {
      const { from } = JSON.parse(text) as { from: number }
      asked.push(from)
      if (asked.length === 2) throw new Error('the line is down')
      if (asked.length === 3) return { ok: false as const, code: 'hall.internal' as const }
      const part = Buffer.from(bytes.subarray(from, from + 100))
      if (broken) part[0] = 0
      return { ok: true as const, bytes: bytes.length, data: part.toString('base64') }
    },
  }
  const fetcher = new ImageFetcher(store, line, { clock, log: aLog() })
  const first = fetcher.fetch([slide], () => true)
  expect(await first).toBe('file.broken')
  // It went on where it was, and began anew three times.
  expect(asked).toEqual([0, 100, 100, 100, 0, 100, 0, 100])
  broken = false
  expect(await fetcher.fetch([slide], () => true)).toBe('here')
  expect(await store.read(slide)).toEqual(bytes)
  expect(await store.read({ ...slide, media: 'image/jpeg' })).toBeNull()
  await writeFile(join(folder, slide.sha256), 'rot')
  expect(await store.read(slide)).toBeNull()
  expect(await fetcher.fetch([slide], () => false)).toBe('left')
  expect(await fetcher.fetch([slide], () => true)).toBe('here')
  await store.sweep(new Set())
  expect(await store.read(slide)).toBeNull()
})
