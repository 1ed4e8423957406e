import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lookUntil, waitFor } from '@service-hall/harness/process'

/** A PC/SC service of our own with one virtual reader, in front of which a simulated card is put. */
export type Pcscd = {
  /** Name of the reader in which cards are inserted. */
  reader: string
  /** Where the reader takes cards: `host:port` for `pcsc-card.ts` and for vicc. */
  readonly vpcd: string
  /** Where it listens; the socket of the system's own service is left alone. */
  readonly socket: string
  /** The service ends, and with it every connection to it. */
  kill: () => Promise<void>
  start: () => Promise<void>
  stop: () => Promise<void>
}

const DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'
const BINARY = '/usr/sbin/pcscd'
const RUN_FOLDER = '/run/pcscd'
const START_MS = 60_000
const KILL_MS = 2_000
/** Letters of what pcscd said last. */
const COMPLAINT = 2_000
const NOBODY = 65_534

/** Why no service can be started here, in one line that says what to do; `undefined` when it can. */
export function whyNoPcscd(): string | undefined {
  return existsSync(BINARY) && existsSync(DRIVER)
    ? undefined
    : 'PC/SC is not tested: on Debian, apt-get install -y pcscd vsmartcard-vpcd'
}

/** Starts pcscd with a virtual reader on a free port, beside whatever pcscd may run here already. */
export async function startPcscd(): Promise<Pcscd> {
  const folder = mkdtempSync(join(tmpdir(), 'service-hall-pcscd-'))
  chmodSync(folder, 0o755)
  const socket = join(folder, 'pcscd.comm')
  const name = 'Service Hall Test Reader'
  let port = 0
  let running: ChildProcess | undefined

  /** On a fresh port each time: vpcd cannot take one on which a connection has just been closed. */
  async function start(): Promise<void> {
    port = await freePort()
    const lines = [`FRIENDLYNAME "${name}"`, `DEVICENAME /dev/null:${port}`, `LIBPATH ${DRIVER}`]
    writeFileSync(join(folder, 'vpcd'), `${lines.join('\n')}\nCHANNELID ${port}\n`)
    const service = await spawnListening(socket, ['--foreground', '--critical', ...unguarded(), '-c', folder])
    running = service
    let complaint = ''
    for (const stream of [service.stdout, service.stderr])
      stream?.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-COMPLAINT)))
    await lookUntil(`pcscd to open port ${port}`, () => isListening(port) || service.exitCode !== null, {
      longestMs: START_MS,
    })
    if (service.exitCode !== null) throw new Error(`pcscd ended with ${service.exitCode}: ${complaint}`)
  }
  async function kill(): Promise<void> {
    const service = running
    running = undefined
    if (!service || service.exitCode !== null || service.signalCode !== null) return
    const ended = new Promise((resolve) => service.once('exit', resolve))
    service.kill('SIGTERM')
    // vpcd sometimes waits for ever for a card that is gone, and pcscd with it.
    const impatient = setTimeout(() => service.kill('SIGKILL'), KILL_MS)
    await waitFor('pcscd to end', ended).finally(() => clearTimeout(impatient))
  }
  async function stop(): Promise<void> {
    await kill()
    rmSync(folder, { recursive: true, force: true })
  }
  await start()
  return {
    reader: `${name} 00 00`,
    socket,
    get vpcd() {
      return `127.0.0.1:${port}`
    },
    start,
    kill,
    stop,
  }
}

/**
 * Starts pcscd on a socket of ours, as systemd does: it takes descriptor 3 when LISTEN_PID is its own. As nobody, if we
 * are root, so that it lets the system's files and the readers that are plugged in alone.
 */
async function spawnListening(socket: string, args: readonly string[]): Promise<ChildProcess> {
  // Where no service manager made it, pcscd does not start without; nobody may not make it.
  if (process.getuid?.() === 0 && mkdirSync(RUN_FOLDER, { recursive: true }) !== undefined)
    chmodSync(RUN_FOLDER, 0o755)
  const server = createServer()
  const fresh = `${socket}.new`
  await waitFor('a socket to listen at', once(server.listen(fresh), 'listening'))
  chmodSync(fresh, 0o666)
  // Node removes what it listened at when it lets go; under another name pcscd keeps it.
  renameSync(fresh, socket)
  const child = spawn('/bin/sh', ['-c', 'LISTEN_PID=$$ exec "$0" "$@"', BINARY, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', descriptorOf(server)],
    env: { ...process.env, LISTEN_FDS: '1' },
    ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
  })
  server.close()
  return child
}

/** Node has no public word for it. */
function descriptorOf(server: Server): number {
  const handle: unknown = Reflect.get(server, '_handle')
  if (typeof handle === 'object' && handle !== null && 'fd' in handle && typeof handle.fd === 'number')
    return handle.fd
  throw new Error('a listening server without a descriptor')
}

/** Where pcscd asks polkit who may use it, it is told not to: on a machine without a session nobody may. */
function unguarded(): string[] {
  const { stdout } = spawnSync(BINARY, ['--help'], { encoding: 'utf8' })
  return stdout.includes('--disable-polkit') ? ['--disable-polkit'] : []
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
  await waitFor('a port to listen at', once(server.listen(0, '127.0.0.1'), 'listening'))
  const address = server.address()
  await waitFor('the port to be free again', once(server.close(), 'close'))
  return typeof address === 'object' && address ? address.port : 35_963
}
