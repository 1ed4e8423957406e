import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HallFile } from '@service-hall/contract'
import { PASSWORD, aHallFile } from '@service-hall/contract/testing'
import { onTestFinished } from 'vitest'
import type { PageFolders } from '@service-hall/server-kit/http'
import type { TimeLimits } from '../src/gateway/connections.ts'
import { startHallServer } from '../src/server.ts'
import type { RunningServer } from '../src/server.ts'
import { connect } from './client.ts'
import type { Client } from './client.ts'
import type { Clock } from '@service-hall/server-kit'
import { aClock } from '@service-hall/server-kit/testing'
import type { TestClock } from '@service-hall/server-kit/testing'
import { aFolder } from './folder.ts'
import { aLog } from '@service-hall/server-kit/testing'

export type TestServer = RunningServer & {
  url: string
  clock: TestClock
  folder: string
  log: ReturnType<typeof aLog>
  /** A request to this server; `body` is sent as JSON. */
  request: (path: string, init?: RequestOptions) => Promise<Response>
  /** Signs a member of staff in and answers the cookie. */
  signIn: (staffNumber: string, password?: string) => Promise<string>
  /** Enrols a station of `aHallFile` by the code known beforehand and answers its token. */
  enrol: (stationId: string) => Promise<string>
  /** Signs in and connects. */
  staff: (staffNumber: string) => Promise<Client>
  /** Enrols and connects. */
  station: (stationId: string) => Promise<Client>
  /** Stops it and starts another on the same data. */
  restart: (file?: HallFile) => Promise<TestServer>
}

export type RequestOptions = {
  method?: string
  body?: unknown
  cookie?: string
  headers?: Record<string, string>
}

export type StartOptions = {
  file?: HallFile
  pages?: PageFolders
  clock?: Clock
  /** File of the systems to pay by. */
  paymentSystems?: string
  folder?: string
  behindProxy?: boolean
  hostNames?: readonly string[]
  timeLimits?: TimeLimits
}

const KINDS: Record<string, string> = { K: 'kiosk', V: 'display', D: 'deviceHost' }

/** A real server on a free port with data of its own; stopped after the test. */
export async function startServer(options: StartOptions = {}): Promise<TestServer> {
  const { file = aHallFile(), folder = aFolder() } = options
  // Tests that turn no clock may give the machine's own.
  const clock = (options.clock ?? aClock()) as TestClock
  const { pages = false, behindProxy = false, hostNames = [] } = options
  const configFile = join(folder, 'hall.yaml')
  await writeFile(configFile, JSON.stringify(file)) // JSON is YAML
  const log = aLog()
  const running = await startHallServer({
    configFile,
    dataFolder: join(folder, 'data'),
    port: 0,
    host: '127.0.0.1',
    pages,
    behindProxy,
    hostNames,
    ...(options.timeLimits ? { timeLimits: options.timeLimits } : {}),
    paymentSystems: options.paymentSystems,
    clock,
    log,
    hashCost: 1024,
  })
  let stopped: Promise<void> | null = null
  const close = (): Promise<void> => (stopped ??= running.close())
  onTestFinished(close)
  const url = `http://127.0.0.1:${running.port}`

  const request: TestServer['request'] = (path, { method, body, cookie, headers } = {}) =>
    fetch(url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  async function signIn(staffNumber: string, password = PASSWORD): Promise<string> {
    const response = await request('/api/session', { body: { staffNumber, password } })
    if (!response.ok) throw new Error(`sign-in was refused: ${await response.text()}`)
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  }

  async function enrol(stationId: string): Promise<string> {
    const kind = KINDS[stationId.charAt(0)]
    const asked = await request('/api/enrolment', { body: { kind, code: `code-of-station-${stationId}` } })
    if (!asked.ok) throw new Error(`enrolment was refused: ${await asked.text()}`)
    const { code, secret } = (await asked.json()) as { code: string; secret: string }
    const claimed = await request('/api/enrolment/claim', { body: { code, secret } })
    return ((await claimed.json()) as { token: string }).token
  }

  return {
    ...running,
    url,
    clock,
    folder,
    log,
    request,
    signIn,
    enrol,
    close,
    staff: async (staffNumber) => connect(url, { cookie: await signIn(staffNumber) }),
    station: async (stationId) => connect(url, { token: await enrol(stationId) }),
    async restart(changed) {
      await close()
      return startServer({ ...options, clock, folder, file: changed ?? file })
    },
  }
}
