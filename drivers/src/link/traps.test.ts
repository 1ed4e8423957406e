import { spawn } from 'node:child_process'
import type { EventEmitter } from 'node:events'
import { waitFor } from '@service-hall/harness/process'
import { SerialPort } from 'serialport'
import { describe, expect, test } from 'vitest'
import { aLink } from '../../test/a-link.ts'
import { cleanup } from '../../test/cleanup.ts'
import { aFarEnd } from '../../test/far-end.ts'
import { openPty } from '../../test/pty.ts'

// Each trap of node-serialport 13 is sprung by a few lines as its README has them, then avoided by a link, both on a
// real pseudo-terminal. When a test fails in its naive half, the package has got better and the guard may go.

const onEnd = cleanup()
const ignore = () => undefined

async function aCable() {
  const far = await aFarEnd()
  onEnd(() => far.stop())
  const pty = await openPty(far.port)
  onEnd(() => pty.stop())
  return { far, pty }
}

/** A port as one would open it at first. */
async function aNaivePort(
  path: string,
  listenTo: ('data' | 'error')[] = ['data', 'error'],
): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false })
  for (const event of listenTo) port.on(event, ignore)
  await open(port)
  onEnd(async () => void port.removeAllListeners().on('error', ignore).destroy())
  return port
}

function aGoodLink(url: string) {
  const watched = aLink({ url, baud: 115_200 })
  onEnd(() => watched.link.close())
  return watched
}

const open = (port: SerialPort) =>
  new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
const write = (port: SerialPort, bytes: string | Buffer) =>
  new Promise<string>((resolve) =>
    port.write(bytes, undefined, (error) => resolve(error ? error.message : 'taken')),
  )
const toldOf = (port: SerialPort, event: string) =>
  waitFor(`${event} of a port`, new Promise<unknown>((resolve) => port.once(event, resolve as () => void)))

/** Resolves when a port waits for bytes: one that does not by then reads nothing for ever and never sees the unplug. */
async function waits(port: SerialPort): Promise<void> {
  const { poller } = port.port as unknown as { poller: EventEmitter }
  await expect.poll(() => poller.listenerCount('readable'), { interval: 5 }).toBe(1)
}

describe('a write while the cable is out', () => {
  test('is delivered after the reopen by a naive port', async () => {
    const { far, pty } = await aCable()
    const port = await aNaivePort(pty.path)
    const closed = toldOf(port, 'close')
    await waits(port)
    await pty.unplug()
    await closed
    const written = write(port, 'STALE;')
    await pty.plug()
    await open(port)
    expect(await written).toBe('taken')
    await far.until('STALE;')
  })

  test('is refused at once by a link and never delivered', async () => {
    const { far, pty } = await aCable()
    const { lines, until } = aGoodLink(pty.url)
    await until('ready')
    await pty.unplug()
    await until('lost')
    expect(await lines[0]!.write(Buffer.from('STALE;'))).toEqual({
      ok: false,
      fault: 'notReady',
      handedOver: 0,
    })
    await pty.plug()
    await until('ready')
    await lines.at(-1)!.write(Buffer.from('fresh;'))
    await far.until('fresh;')
    expect(far.heard()).toBe('fresh;')
  })
})

describe('a port that had a write error', () => {
  test('opens again but cannot be written to, when it is used again naively', async () => {
    const { far, pty } = await aCable()
    const port = await aNaivePort(pty.path, ['error'])
    await pty.unplug()
    expect(await write(port, 'lost;')).toMatch(/EIO|i\/o error/i)
    await pty.plug()
    await open(port)
    expect(port.isOpen).toBe(true)
    expect(await write(port, 'after;')).toMatch(/destroyed/)
    expect(far.heard()).toBe('')
  })

  test('is thrown away by a link, whose next one works', async () => {
    const { far, pty } = await aCable()
    const { lines, until } = aGoodLink(pty.url)
    await until('ready')
    const writing = lines[0]!.write(new Uint8Array(4_000))
    await pty.unplug()
    expect(await writing).toMatchObject({ ok: false })
    await until('lost')
    await pty.plug()
    await until('ready')
    expect(await lines.at(-1)!.write(Buffer.from('after;'))).toMatchObject({ ok: true })
    await far.until('after;')
  })
})

test('an unplug goes unnoticed by a naive port without a data listener, and is noticed by a link', async () => {
  const [naive, good] = await Promise.all([aCable(), aCable()])
  const port = await aNaivePort(naive.pty.path, ['error'])
  const { until } = aGoodLink(good.pty.url)
  await until('ready')
  await naive.pty.unplug()
  await good.pty.unplug()
  expect(await until('lost')).toMatchObject({ fault: 'disconnected' })
  expect(port.isOpen).toBe(true)
})

describe('an unplug under a write', () => {
  test('ends the whole process of a naive port without an error listener', async () => {
    const { pty } = await aCable()
    const script = `
      const { SerialPort } = require('serialport')
      const port = new SerialPort({ path: process.argv[1], baudRate: 115200 })
      port.once('open', () => console.log('open'))
      process.stdin.once('data', () => port.write('anything'))
      setTimeout(() => process.exit(0), 5000)`
    const child = spawn(process.execPath, ['-e', script, pty.path], { cwd: import.meta.dirname })
    onEnd(async () => void child.kill('SIGKILL'))
    let complaint = ''
    child.stderr.on('data', (text) => (complaint += String(text)))
    const exit = new Promise((resolve) => child.once('close', resolve))
    await waitFor('the port to open', new Promise((resolve) => child.stdout.once('data', resolve)))
    await pty.unplug()
    child.stdin.write('now')
    expect(await waitFor('the program to end', exit)).toBe(1)
    expect(complaint).toMatch(/Unhandled 'error' event|i\/o error/)
  })

  test('is a value to a link', async () => {
    const { pty } = await aCable()
    const { lines, until } = aGoodLink(pty.url)
    await until('ready')
    await pty.unplug()
    expect(await lines[0]!.write(Buffer.from('anything'))).toMatchObject({ ok: false })
    await until('lost')
  })
})

describe('an end while the far end takes no more bytes', () => {
  const burst = Buffer.alloc(4_000_000, 'x')

  test('is an error event to a naive port, whose drain never comes', async () => {
    const { far, pty } = await aCable()
    const port = await aNaivePort(pty.path, ['data'])
    far.stall()
    const events: string[] = []
    port.on('error', (error) => events.push(`error: ${error.message}`))
    const written = write(port, burst)
    port.drain(() => events.push('drained'))
    // What never comes can only be waited for: longer than the second after which a link gives up.
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(events).toEqual([])
    port.close(ignore)
    expect(await written).toBe('Canceled')
    await expect.poll(() => events).toContain('error: Canceled')
  })

  test('takes a link a second and no error', async () => {
    const { far, pty } = await aCable()
    const { link, lines, until } = aGoodLink(pty.url)
    far.stall()
    await until('ready')
    const written = lines[0]!.write(burst)
    const began = performance.now()
    await link.close()
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(await written).toMatchObject({ ok: false, fault: 'closed' })
    expect(link.state).toEqual({ name: 'closed' })
  })
})
