import { createHash } from 'node:crypto'
import type { ReleaseSeen } from '@service-hall/contract'
import { describe, expect, onTestFinished, test } from 'vitest'
import { anAccount, anAdministrator, freshId } from '../../test/console-client.ts'
import type { ConsoleClient } from '../../test/console-client.ts'
import { ENGINES, aStore } from '../../test/engines.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import { aPureHub, hall } from '../../test/pure.ts'
import { dropUnusedPackages, takePackagePiece } from './store.ts'

const BODY = Buffer.from(Array.from({ length: 250_000 }, (_, n) => (n * 31) % 251))
const sha256 = createHash('sha256').update(BODY).digest('hex')
const machine = { platform: 'linux', arch: 'x64', format: 'deb' }
const aPackage = { ...machine, bytes: BODY.length, sha256, signature: 'A'.repeat(86) }
const STAGE = { kind: 'stageSoftware', version: '0.2.0' }

const piece = (by: ConsoleClient, from: number, to: number, body = BODY) =>
  by.ask('POST', '/api/releases/pieces', {
    ...{ sha256, bytes: BODY.length, from, data: body.subarray(from, to).toString('base64') },
  })
const add = (by: ConsoleClient, more: object = {}) =>
  by.ask('POST', '/api/releases', {
    ...{ id: freshId(), version: '0.2.0', package: aPackage, why: 'summer', ...more },
  })

describe.each(ENGINES)('on %s', (engine) => {
  test('a package comes piece by piece, is part of a release when it is whole, and reaches a hall by its directive', async () => {
    const hub = await aHub({ engine, organised: true })
    const admin = await anAdministrator(hub)
    const key = aForeignKey()
    await admin.command('organisation.addRegion', {
      ...{ regionId: 'east', parentId: 'root', name: { zh: 'east', en: 'east' } },
    })
    await admin.command('organisation.admitHall', {
      ...{ hallId: 'H1', key: key.publicKey, regionId: 'east', tier: 'C' },
    })
    const local = await anAccount(admin, 'S1', { homeId: 'east', role: 'administrator' })
    for (const refused of [await piece(local, 0, 9), await add(local)])
      expect(refused.body['code']).toBe('organisation.unknownRegion')
    expect((await piece(admin, 0, 100_000)).body).toEqual({ have: 100_000 })
    // Whoever goes on is told where; what does not fit there changes nothing.
    for (const from of [0, 200_000]) expect((await piece(admin, from, from)).body).toEqual({ have: 100_000 })
    expect((await add(admin)).body['code']).toBe('release.notWhole')
    // Past the route nothing becomes part of a release.
    const past = await admin.command('release.add', { version: '0.2.0', package: aPackage, why: 'x' })
    expect(past.status).toBe(400)
    const broken = await piece(admin, 100_000, BODY.length, Buffer.alloc(BODY.length))
    expect(broken.body['code']).toBe('release.broken')
    for (const [from, to] of [[0, 100_000], [100_000, BODY.length]] as const) await piece(admin, from, to) // prettier-ignore
    expect((await piece(admin, 0, 0)).body).toEqual({ have: BODY.length })
    expect((await add(admin)).status).toBe(200)
    expect((await add(admin, { version: '0.3.0' })).body['code']).toBe('release.exists')
    const [seen] = (await local.ask('GET', '/api/releases')).body as unknown as ReleaseSeen[]
    expect(seen).toMatchObject({ version: '0.2.0', package: aPackage, who: 'above', retired: null })

    const { hall: line } = await ForeignHall.greet({ url: hub.url, hallId: 'H1', key })
    onTestFinished(() => void line.socket.disconnect())
    const give = {
      ...{ hallId: 'H1', target: { of: 'station', stationId: 'K1' }, why: 'x', validMs: 60_000 },
    }
    await local.command('directive.give', {
      ...{ ...give, directiveId: freshId(), work: { ...STAGE, packages: [] } },
    })
    await expect.poll(() => line.directives.length).toBe(1)
    expect(line.directives[0]?.['work']).toEqual({ ...STAGE, packages: [aPackage] })
    const parts: Buffer[] = []
    for (let from = 0; from < BODY.length; from += parts.at(-1)?.length ?? BODY.length) {
      const answer = await line.askForPackage({ sha256, from })
      expect(answer).toMatchObject({ ok: true, bytes: BODY.length })
      parts.push(Buffer.from(String(answer['data']), 'base64'))
    }
    expect(Buffer.concat(parts).equals(BODY)).toBe(true)
    expect(await line.askForPackage({ sha256: '1'.repeat(64), from: 0 })).toMatchObject({
      code: 'release.unknown',
    })

    expect((await local.command('release.retire', { sha256, why: 'x' })).body['code']).toBe(
      'organisation.unknownRegion',
    )
    expect((await admin.command('release.retire', { sha256, why: 'faulty' })).status).toBe(200)
    expect(await line.askForPackage({ sha256, from: 0 })).toMatchObject({ code: 'release.retired' })
    expect(await line.askForPackage({ sha256, from: 0 }, 'x'.repeat(43))).toMatchObject({
      code: 'uplink.untrusted',
    })
    const store = await aStore(engine, [], hub.database)
    const next = { sha256: '2'.repeat(64), bytes: 10, from: 0, data: Buffer.alloc(1), account: 'S1', at: 1 }
    expect(await takePackagePiece(store, next, BODY.length + 9)).toEqual({ code: 'release.noRoom' })
    const later = { before: Number.MAX_SAFE_INTEGER }
    expect(await dropUnusedPackages(store, { ...later, used: new Set([sha256]) })).toBe(0)
    expect(await dropUnusedPackages(store, { ...later, used: new Set() })).toBe(1)
  })
})

test('a release has one package for each kind of machine; what was retired is given to nobody and may come back', () => {
  const hub = aPureHub()
  const adds = (who: string, more: object = {}, version = '0.2.0') =>
    hub.does(who, { type: 'release.add', version, package: { ...aPackage, ...more }, why: 'x' } as never)
  const second = { sha256: '2'.repeat(64) }
  expect(adds('east-admin')).toBe('organisation.unknownRegion')
  expect(adds('chief')).toBe('ok')
  expect(adds('chief')).toBe('nothing')
  expect(adds('chief', second)).toBe('release.exists')
  expect(adds('chief', { ...second, arch: 'arm64' })).toBe('ok')
  expect(hub.does('chief', { type: 'release.retire', sha256, why: 'x' } as never)).toBe('ok')
  let given = 0
  const sent = () => {
    given += 1
    const directiveId = `01890000-0000-7000-8000-00000000000${given}`
    hub.does('chief', {
      ...{ type: 'directive.give', directiveId, hallId: hall('H1'), why: 'x', validMs: 60_000 },
      ...{ target: { of: 'station', stationId: 'K1' }, work: STAGE },
    } as never)
    const { work } = [...(hub.state.directives.get(hall('H1'))?.values() ?? [])].at(-1) ?? {}
    return (work?.['packages'] as { sha256: string }[]).map((one) => one.sha256)
  }
  expect(sent()).toEqual([second.sha256])
  expect(adds('chief')).toBe('ok')
  expect(sent()).toEqual([second.sha256, sha256])
  for (let n = 10; n < 68; n += 1) expect(adds('chief', { sha256: `a${n}0`.repeat(16) }, `1.${n}.0`)).toBe('ok')
  expect(adds('chief', { sha256: '7'.repeat(64) }, '2.0.0')).toBe('release.noRoom')
})
