import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageText } from '@service-hall/contract'
import type { SoftwarePackage } from '@service-hall/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aConfig } from './builders.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

const program = fileURLToPath(new URL('versioned-agent.ts', import.meta.url))
const own = generateKeyPairSync('ed25519')
const other = generateKeyPairSync('ed25519')
const KEY = own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
const BODY = Buffer.from(Array.from({ length: 5_500 }, (_, n) => (n * 31) % 251))

let hall: SmallHall
let root: string
const running: RunningAgent[] = []

beforeEach(async () => {
  hall = new SmallHall()
  await hall.open(aConfig())
  root = await mkdtemp(join(tmpdir(), 'agent-'))
  writeFileSync(join(root, 'installed'), '0.1.0')
  installerThat('printf %s "$2" > "$here/installed"')
})
afterEach(async () => {
  for (const agent of running.splice(0)) await agent.kill()
  await hall.close()
})

/** A real program as the installer; it notes each time that it runs. */
function installerThat(does: string): void {
  const text = `#!/bin/sh\nhere=$(dirname "$0")\necho "$2" >> "$here/ran"\n${does}\n`
  writeFileSync(join(root, 'install'), text, { mode: 0o700 })
}
const ran = (): string[] =>
  existsSync(join(root, 'ran')) ? readFileSync(join(root, 'ran'), 'utf8').trim().split('\n') : []

async function start({ trust = KEY, install = true } = {}): Promise<RunningAgent> {
  const agent = await startAgentProcess({
    ...{ hall: hall.url, data: join(root, 'data'), enrolCode: 'preset-code-of-tests', program },
    more: [
      ...['--allow', 'stageSoftware,configure'],
      ...(trust === '' ? [] : ['--trust', trust]),
      ...(install ? ['--install', join(root, 'install')] : []),
    ],
  })
  running.push(agent)
  await agent.until(({ link }) => link === 'online')
  return agent
}

/** A signed package of a release for this machine; the hall has its bytes. */
function aPackage(version: string, { by = own, more = {} } = {}): SoftwarePackage {
  const body = Buffer.concat([BODY, Buffer.from(version)])
  const sha256 = createHash('sha256').update(body).digest('hex')
  hall.packages.set(sha256, body)
  const machine = { platform: 'linux', arch: process.arch as 'x64', format: 'deb' } as const
  const of = { ...machine, bytes: body.length, sha256, ...more }
  const text = Buffer.from(packageText(version, of))
  return { ...of, signature: sign(null, text, by.privateKey).toString('base64url') }
}

let given = 0
function direct(version: string, packages: SoftwarePackage[], activate = false): string {
  given += 1
  const directiveId = `01890000-0000-7000-8000-${String(given).padStart(12, '0')}` as never
  const work = { kind: 'stageSoftware', version, packages, ...(activate ? { activate: true } : {}) }
  hall.commit([
    {
      ...{ type: 'DirectiveReceived', directiveId, target: { of: 'station', stationId: 'K1' as never } },
      ...{ work, who: 'account:S1', why: 'a test', issuedAt: Date.now(), until: Date.now() + 600_000 },
    },
  ])
  return directiveId
}
const one = (id: string) => hall.view.directives[id]
const isOver = (id: string) => hall.until(() => !['open', 'begun'].includes(one(id)?.state ?? 'open'))

test('a release is staged over a kill, installed once when nobody is there, and gone back from without the hall', async () => {
  const agent = await start()
  hall.packagesUpTo = 2_000
  const second = aPackage('0.2.0')
  const staged = direct('0.2.0', [second])
  await hall.until(() => hall.askedPackages.includes(2_000))
  await agent.kill()
  hall.packagesUpTo = Infinity
  const again = await start()
  await isOver(staged)
  expect(one(staged)).toMatchObject({ state: 'done', report: { bytes: second.bytes, release: '0.1.0' } })
  expect(hall.askedPackages.filter((from) => from === 0)).toHaveLength(1)
  expect(ran()).toEqual([])

  again.post({ type: 'customer', present: true, touches: 1 })
  await again.untilLogged('customer.came')
  const asked = hall.askedPackages.length
  const active = direct('0.2.0', [second], true)
  await again.untilLogged('package.staged')
  expect(one(active)?.state).toBe('open')
  again.post({ type: 'customer', present: false, touches: 0 })
  await again.ended()
  expect(one(active)?.state).toBe('begun')
  const updated = await start()
  await isOver(active)
  expect(one(active)).toMatchObject({ state: 'done', report: { release: '0.2.0' } })
  expect(hall.askedPackages).toHaveLength(asked)
  expect(ran()).toEqual(['0.2.0'])

  const third = direct('0.3.0', [aPackage('0.3.0')], true)
  await updated.ended()
  const newest = await start()
  await isOver(third)
  expect(one(third)?.report?.release).toBe('0.3.0')
  // The way back needs neither the hall's copy nor the region's.
  hall.packages.clear()
  const back = direct('0.2.0', [], true)
  await newest.ended()
  await start()
  await isOver(back)
  expect(one(back)).toMatchObject({ state: 'done', report: { release: '0.2.0' } })
  expect(ran()).toEqual(['0.2.0', '0.3.0', '0.2.0'])
})

test('what is not signed for this release by a key of its own settings a machine does not even fetch', async () => {
  const agent = await start()
  const refused = async (version: string, packages: SoftwarePackage[], activate = false) => {
    const id = direct(version, packages, activate)
    await isOver(id)
    return [one(id)?.state, one(id)?.code].join(' ')
  }
  const good = aPackage('0.2.0')
  expect(await refused('0.2.0', [aPackage('0.2.0', { by: other })])).toBe('refused release.untrusted')
  // An old package cannot pass for a new one, nor a short one for a long one.
  expect(await refused('0.3.0', [good])).toBe('refused release.untrusted')
  expect(await refused('0.2.0', [{ ...good, bytes: 3 }])).toBe('refused release.untrusted')
  const elsewhere = aPackage('0.2.0', { more: { platform: 'windows', format: 'exe' } })
  expect(await refused('0.2.0', [elsewhere])).toBe('refused release.noPackage')
  expect(await refused('0.2.0', [])).toBe('refused directive.noUpdater')
  expect(hall.askedPackages).toEqual([])
  hall.packages.set(good.sha256, Buffer.alloc(good.bytes, 1))
  expect(await refused('0.2.0', [good])).toBe('refused release.broken')
  hall.packages.clear()
  expect(await refused('0.2.0', [good])).toBe('refused release.unknown')
  await agent.kill()
  const keyless = await start({ trust: '', install: false })
  expect(await refused('0.2.0', [good])).toBe('refused release.noKey')
  expect(await refused('0.2.0', [good], true)).toBe('refused directive.notSupported')
  await keyless.kill()
  expect(ran()).toEqual([])
})

test('an installer that fails ends it; killed while one runs, it is never run again', async () => {
  installerThat('exit 3')
  const agent = await start()
  const failed = direct('0.2.0', [aPackage('0.2.0')], true)
  await isOver(failed)
  expect(one(failed)).toMatchObject({ state: 'failed', code: 'release.installFailed' })
  installerThat('while [ ! -e "$here/go" ]; do sleep 0.05; done; printf %s "$2" > "$here/installed"')
  const slow = direct('0.3.0', [aPackage('0.3.0')], true)
  await hall.until(() => one(slow)?.state === 'begun')
  await agent.untilLogged('install.begins', {})
  await expect.poll(ran, { timeout: 20_000 }).toEqual(['0.2.0', '0.3.0'])
  await agent.kill()
  const old = await start()
  writeFileSync(join(root, 'go'), '')
  await expect.poll(() => readFileSync(join(root, 'installed'), 'utf8'), { timeout: 20_000 }).toBe('0.3.0')
  expect(one(slow)?.state).toBe('begun')
  await old.kill()
  await start()
  await isOver(slow)
  expect(one(slow)).toMatchObject({ state: 'done', report: { release: '0.3.0' } })
  expect(ran()).toEqual(['0.2.0', '0.3.0'])
})
