import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PACKAGE_PIECE } from '@service-hall/contract'
import type { DirectiveId, PackageAnswer } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { ForeignHub } from '../../test/foreign-hub.ts'
import { aHallFile, command, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

const idOf = (n: number) => `01890000-0000-7000-8000-00000000000${n}` as DirectiveId
const BODY = Buffer.from(Array.from({ length: PACKAGE_PIECE + 4_000 }, (_, n) => (n * 31) % 251))
const sha256 = createHash('sha256').update(BODY).digest('hex')
const machine = { platform: 'linux', arch: 'x64', format: 'deb' }
const aPackage = { ...machine, bytes: BODY.length, sha256, signature: 'A'.repeat(86) }

async function onTheLine(): Promise<{ hub: ForeignHub; server: TestServer }> {
  const hub = await ForeignHub.start()
  hub.packagePiece = 25_000
  const server = await startServer({ file: { ...aHallFile(), region: { hub: hub.url } } })
  await expect.poll(() => server.uplink?.state.state, { timeout: 20_000 }).toBe('online')
  return { hub, server }
}

const direct = (hub: ForeignHub, n: number, stationId: string) =>
  hub.direct({
    ...{ id: idOf(n), target: { of: 'station', stationId }, who: 'account:S1', why: 'a test' },
    ...{ work: { kind: 'stageSoftware', version: '0.2.0', packages: [aPackage] } },
    ...{ issuedAt: 1_767_578_400_000, validMs: 600_000, ageMs: 0 },
  })
const codeOf = (answer: PackageAnswer): string => (answer.ok ? 'ok' : answer.code)

test('a hall fetches a package once for all its machines, over cuts, and gives it to those that it is for', async () => {
  const { hub, server } = await onTheLine()
  await direct(hub, 1, 'K1')
  await direct(hub, 2, 'K2')
  const [k1, k2] = [await server.station('K1'), await server.station('K2')]
  const ask = (from: number, at = k1, n = 1) => at.askPackage({ directiveId: idOf(n), sha256, from })
  expect(codeOf(await ask(0, k2, 1))).toBe('release.unknown')
  expect(codeOf(await k1.askPackage({ directiveId: idOf(1), sha256: '1'.repeat(64), from: 0 }))).toBe(
    'release.unknown',
  )
  expect(codeOf(await ask(BODY.length))).toBe('release.unknown')
  hub.packages?.set(sha256, BODY)
  expect(codeOf(await ask(0))).toBe('release.waiting')
  await expect.poll(() => hub.askedPackages.length).toBeGreaterThan(1)
  hub.cut()
  await expect.poll(async () => codeOf(await ask(0)), { timeout: 30_000 }).toBe('ok')
  const first = await ask(0)
  expect(first).toMatchObject({ ok: true, bytes: BODY.length })
  const got = Buffer.from(first.ok ? first.data : '', 'base64')
  const second = await ask(got.length)
  expect(Buffer.concat([got, Buffer.from(second.ok ? second.data : '', 'base64')]).equals(BODY)).toBe(true)
  expect(codeOf(await ask(0, k2, 2))).toBe('ok')
  // Whatever the cut lost was asked once more, and nothing else.
  expect(new Set(hub.askedPackages).size).toBe(4)
  expect(hub.askedPackages.filter((from) => from === 0)).toHaveLength(1)
  const told = () =>
    (hub.facts.get('first') ?? []).flatMap(({ fact }) =>
      fact.type === 'DirectiveProgressed' && fact['directiveId'] === idOf(1)
        ? [[fact['at'], fact['have']].join(' ')]
        : [],
    )
  await expect
    .poll(told, { timeout: 10_000 })
    .toEqual([
      ...['hall 25000', 'hall 50000', 'hall 75000', 'hall 100000'],
      ...['station 96000', 'station 100000'],
    ])
  // An end is an end: what a directive is not about any more is not given.
  await k1.send(command('directive.begin', { directiveId: idOf(1) }))
  await k1.send(command('directive.report', { directiveId: idOf(1), outcome: { is: 'done' } }))
  expect(codeOf(await ask(0))).toBe('release.unknown')
  expect(await readdir(join(server.folder, 'data', 'packages'))).toEqual([sha256])
})

test('what the region has not, or what is not as it says, is told to the machine; a hub of before has none', async () => {
  const { hub, server } = await onTheLine()
  await direct(hub, 1, 'K1')
  const k1 = await server.station('K1')
  const ask = () => k1.askPackage({ directiveId: idOf(1), sha256, from: 0 })
  await expect.poll(async () => codeOf(await ask()), { timeout: 20_000 }).toBe('release.unknown')
  const again = await server.restart()
  hub.packages?.set(sha256, Buffer.alloc(BODY.length))
  const later = await again.station('K1')
  const askLater = () => later.askPackage({ directiveId: idOf(1), sha256, from: 0 })
  await expect.poll(async () => codeOf(await askLater()), { timeout: 30_000 }).toBe('release.broken')
  expect(await readdir(join(server.folder, 'data', 'packages'))).toEqual([])
  hub.packages = null
  const last = await again.restart()
  const k = await last.station('K1')
  const askLast = () => k.askPackage({ directiveId: idOf(1), sha256, from: 0 })
  await expect.poll(() => last.uplink?.state.state, { timeout: 20_000 }).toBe('online')
  expect(codeOf(await askLast())).toBe('release.waiting')
})
