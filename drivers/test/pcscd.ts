import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A PC/SC service of our own with one virtual reader, in front of which a simulated card is put. */
export type Pcscd = {
  /** Name of the reader in which cards are inserted. */
  reader: string
  /** Where the reader takes cards: `host:port` for `pcsc-card.ts` and for vicc. */
  readonly vpcd: string
  /** The service ends, and with it every connection to it. */
  kill(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

const socket = '/run/pcscd/pcscd.comm'
const pidFile = '/run/pcscd/pcscd.pid'
const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'
const binary = '/usr/sbin/pcscd'
const startMs = 10_000
const killMs = 2_000

/** Why no service can be started here, in one line that says what to do; `undefined` when it can. */
export async function whyNoPcscd(): Promise<string | undefined> {
  if (!existsSync(binary) || !existsSync(driver)) {
    return 'PC/SC is not tested: on Debian, apt-get install -y pcscd vsmartcard-vpcd'
  }
  if (process.getuid?.() !== 0) return 'PC/SC is not tested: starting pcscd needs root'
  if (!(await claimed()))
    return 'PC/SC is not tested: another run of the tests does so, and there can be one pcscd only'
  if (await answers(socket)) return 'PC/SC is not tested: a pcscd is running here, and there can be one only'
  return undefined
}

/** Starts pcscd with a virtual reader on a free port. */
export async function startPcscd(): Promise<Pcscd> {
  const folder = mkdtempSync(join(tmpdir(), 'service-hall-pcscd-'))
  const name = 'Service Hall Test Reader'
  let port = 0
  let running: ChildProcess | undefined

  /** On a fresh port each time: vpcd cannot take one on which a connection has just been closed. */
  async function start(): Promise<void> {
    port = await freePort()
    const lines = [`FRIENDLYNAME "${name}"`, `DEVICENAME /dev/null:${port}`, `LIBPATH ${driver}`]
    writeFileSync(join(folder, 'vpcd'), `${lines.join('\n')}\nCHANNELID ${port}\n`)
    running = spawn(binary, ['--foreground', '--critical', '-c', folder], { stdio: 'ignore' })
    await until(async () => (await answers(socket)) && isListening(port))
  }
  async function kill(): Promise<void> {
    const service = running
    running = undefined
    if (!service || service.exitCode !== null || service.signalCode !== null) return
    const ended = new Promise((resolve) => service.once('exit', resolve))
    service.kill('SIGTERM')
    // vpcd sometimes waits for ever for a card that is gone, and pcscd with it.
    const impatient = setTimeout(() => service.kill('SIGKILL'), killMs)
    await ended
    clearTimeout(impatient)
    // Killed, it leaves behind what would keep the next one from starting.
    for (const left of [socket, pidFile]) rmSync(left, { force: true })
  }
  async function stop(): Promise<void> {
    await kill()
    rmSync(folder, { recursive: true, force: true })
  }
  await start()
  return {
    reader: `${name} 00 00`,
    get vpcd() {
      return `127.0.0.1:${port}`
    },
    start,
    kill,
    stop,
  }
}

/** Takes a name that one process only can have, and keeps it until that ends. */
function claimed(): Promise<boolean> {
  return new Promise((resolve) => {
    const claim = createServer().unref()
    claim.once('error', () => resolve(false))
    claim.listen('\0service-hall-pcscd', () => resolve(true))
  })
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const attempt = connect(path)
    attempt.once('error', () => resolve(false))
    attempt.once('connect', () => resolve(true))
    attempt.once('connect', () => attempt.destroy())
  })
}

/** Asked of the kernel: trying to connect would put a card in. */
function isListening(port: number): boolean {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].filter((file) => existsSync(file))
  const rows = sockets.flatMap((file) => readFileSync(file, 'utf8').split('\n'))
  return rows.some((row) => {
    const [, address = '', , state] = row.trim().split(/\s+/)
    return address.endsWith(local) && state === '0A'
  })
}

/** A port of which the next one is free too: vpcd takes one for each of its two slots. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 35_963
}

async function until(fact: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + startMs
  while (!(await fact())) {
    if (Date.now() > end) throw new Error('pcscd did not start')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
