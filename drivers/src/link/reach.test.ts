import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@service-hall/harness/process'
import { describe, expect, test } from 'vitest'
import { aLink } from '../../test/a-link.ts'
import { asAnybody } from '../../test/as-anybody.ts'
import { cleanup } from '../../test/cleanup.ts'
import { aFarEnd as startFarEnd } from '../../test/far-end.ts'
import { openPty } from '../../test/pty.ts'
import type { LinkConfig } from './config.ts'
import type { LinkOptions, LinkState } from './link.ts'

const onEnd = cleanup()
/** A back-off so long that only noticing the node can explain a quick reopening. */
const patient: LinkOptions = { random: () => 0.5, backOffMs: [60_000] }

async function aFarEnd() {
  const far = await startFarEnd()
  onEnd(() => far.stop())
  return far
}

async function aCable() {
  const far = await aFarEnd()
  const pty = await openPty(far.port)
  onEnd(() => pty.stop())
  return { far, pty }
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'service-hall-by-id-'))
  onEnd(async () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function opened(config: LinkConfig, options?: LinkOptions) {
  const watched = aLink(config, options)
  onEnd(() => watched.link.close())
  return watched
}

describe('a path like /dev/serial/by-id/usb-printer', () => {
  test('is opened as soon as it appears, even when its folder was not there yet', async () => {
    const { far, pty } = await aCable()
    const folder = join(aFolder(), 'serial', 'by-id')
    const path = join(folder, 'usb-printer')
    const { lines, until } = opened({ url: `serial:${path}` }, patient)
    expect(await until('lost')).toMatchObject({ fault: 'noNode' })
    mkdirSync(folder, { recursive: true })
    symlinkSync(pty.path, path)
    await until('ready')
    await lines[0]!.write(Buffer.from('found'))
    await far.until('found')
  })

  test('is followed to another node, as when an adapter moves to another socket', async () => {
    const [first, second] = await Promise.all([aCable(), aCable()])
    const path = join(aFolder(), 'usb-printer')
    symlinkSync(first.pty.path, path)
    const { lines, until } = opened({ url: `serial:${path}` }, patient)
    await until('ready')
    await lines[0]!.write(Buffer.from('one'))
    await first.far.until('one')
    const lost = until('lost')
    symlinkSync(second.pty.path, `${path}.new`)
    renameSync(`${path}.new`, path)
    await lost
    // It points to the other node already, so this is not an appearance but the next attempt.
    rmSync(path)
    symlinkSync(second.pty.path, path)
    await until('ready')
    await lines.at(-1)!.write(Buffer.from('two'))
    await second.far.until('two')
    expect(first.far.heard()).toBe('one')
  })
})

test('a cable put back during the back-off is used at once', async () => {
  const { far, pty } = await aCable()
  const { link, lines, until } = opened({ url: pty.url }, patient)
  await until('ready')
  await pty.unplug()
  expect(await until('lost')).toMatchObject({ retryInMs: 60_000 })
  await pty.plug()
  await until('ready')
  await lines.at(-1)!.write(Buffer.from('back'))
  await far.until('back')
  expect(link.counters).toMatchObject({ opened: 2, faults: { disconnected: 1 } })
})

test('says when there is no such node', async () => {
  const { until } = opened({ url: 'serial:/dev/no-such-node' })
  expect(await until('lost')).toMatchObject({ fault: 'noNode' })
})

const isRoot = process.getuid?.() === 0

test.runIf(isRoot)('says when the operating system forbids the port', async () => {
  const { pty } = await aCable()
  const file = new URL('link.ts', import.meta.url).pathname
  const script = `
    const { createLink } = await import(${JSON.stringify(file)})
    const onState = (state) => { if (state.name === 'lost') { console.log(state.fault); process.exit(0) } }
    createLink({ url: process.argv[1] }, { onLine() {}, onData() {}, onState }).open()`
  const [command = '', ...args] = asAnybody([process.execPath, '--input-type=module', '-e', script, pty.url])
  chmodSync(realpathSync(pty.path), 0)
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  onEnd(async () => void child.kill('SIGKILL'))
  const said = await waitFor('the fault', new Promise((resolve) => child.stdout.once('data', resolve)))
  expect(String(said).trim()).toBe('permission')
})

describe('a serial device server', () => {
  async function aDeviceServer() {
    const far = await aFarEnd()
    // What a device server is: raw TCP on one side, a serial line on the other. Its port stays free until it runs.
    const port = await freePort()
    const start = () =>
      spawn('socat', [`TCP-LISTEN:${port},reuseaddr,fork,bind=127.0.0.1`, `TCP:127.0.0.1:${far.port}`])
    return { far, port, start, url: `tcp://127.0.0.1:${port}` }
  }

  async function freePort(): Promise<number> {
    const far = await startFarEnd()
    await far.stop()
    return far.port
  }

  test('is tried until it runs, spoken to over raw TCP, and found again after it was away', async () => {
    const { far, url, start } = await aDeviceServer()
    const { lines, heard, until } = opened({ url }, { random: () => 0, backOffMs: [50] })
    expect(await until('lost')).toMatchObject({ fault: 'refused' })
    const server = start()
    onEnd(async () => void server.kill())
    await until('ready')
    await lines.at(-1)!.write(Buffer.from('over the network'))
    await far.until('over the network')
    far.send('answer')
    await expect.poll(() => heard.join('')).toBe('answer')
    const lost = until('lost')
    far.hangUp()
    expect(await lost).toMatchObject({ fault: 'disconnected' })
    await until('ready')
    await lines.at(-1)!.write(Buffer.from('; again'))
    await far.until('over the network; again')
  })

  test.runIf(process.platform === 'linux')(
    'is asked by the kernel after 15 s of silence whether it is still there',
    async () => {
      const far = await aFarEnd()
      const { until } = opened({ url: `tcp://127.0.0.1:${far.port}` })
      await until('ready')
      expect(await keepAliveTimerSeconds(far.port)).toBeGreaterThan(10)
      expect(await keepAliveTimerSeconds(far.port)).toBeLessThanOrEqual(15)
    },
  )
})

/** Seconds until the kernel's next keep-alive probe of the connection to this port, as `/proc/net/tcp` tells it. */
async function keepAliveTimerSeconds(port: number): Promise<number> {
  const remote = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/))
  const timer = rows.find((row) => row[2] === remote)?.[5] ?? ''
  const [kind, jiffies = ''] = timer.split(':')
  return kind === '02' ? Number.parseInt(jiffies, 16) / 100 : 0
}

test('lets the states of a link be read in the order in which they came', async () => {
  const { pty } = await aCable()
  const { link, states, until } = opened({ url: pty.url })
  await until('ready')
  await link.close()
  expect(states.map(({ name }: LinkState) => name)).toEqual(['opening', 'probing', 'ready', 'closed'])
})
