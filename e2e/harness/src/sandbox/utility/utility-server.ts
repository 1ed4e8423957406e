import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { setTimeout as pause } from 'node:timers/promises'
import { bytesOf } from '../kit/index.ts'
import type { FaultScript } from '../kit/index.ts'
import { Overtaking, withWrongAmounts } from './faults.ts'
import { OPERATIONS } from './operations.ts'
import type { SandboxOperation } from './operations.ts'
import { Refusal } from './refusal.ts'
import { Gate, sha256, signed } from './signature.ts'
import type { UtilityKey } from './signature.ts'
import { sendStatement } from './statement-stream.ts'
import type { Utility } from './utility.ts'

type Route = { place: string; name: string; operation: SandboxOperation | null; query: URLSearchParams }
type Answer = { status: number; body: Buffer; type: string }
type Fault = { does: string; ms: number } | null

/** The REST interface of docs/api/billing-openapi.yaml over a utility, with whatever goes wrong there. */
export class UtilityServer {
  readonly server: Server
  readonly #utility: Utility
  readonly #key: UtilityKey
  readonly #gate: Gate
  readonly #faults: FaultScript
  readonly #overtaking = new Overtaking()
  /** Invented lines that a day's statement has besides, by day: for trials of size. */
  readonly padding = new Map<string, number>()

  constructor(utility: Utility, key: UtilityKey, faults: FaultScript, tls?: { key: string; cert: string }) {
    this.#utility = utility
    this.#key = key
    this.#gate = new Gate(key, () => utility.time.now())
    this.#faults = faults
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      this.#handle(request, response).catch((error: unknown) => {
        console.error(error)
        response.destroy()
      })
    }
    this.server = tls ? createHttpsServer(tls, handle) : createHttpServer(handle)
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request)
    const route = routeOf(request)
    const fault = route ? this.#faults.take(route.place) : null
    if (fault?.does === 'dropRequest') return void response.destroy()
    if (fault?.does === 'delay') await pause(fault.ms)
    if (route && fault?.does === 'reorder') await this.#overtaking.hold(route.place, fault.ms)
    if (route?.place === 'statement' && isStreamed(fault))
      return this.#statement(request, response, route, body, fault)
    const answer = this.#answer(request, route, body, fault)
    if (route) this.#overtaking.answered(route.place)
    if (fault?.does === 'dropResponse') return void response.destroy()
    if (fault?.does === 'delayAnswer') await pause(fault.ms)
    this.#send(request, response, answer, fault)
  }

  #answer(request: IncomingMessage, route: Route | null, body: Buffer, fault: Fault): Answer {
    if (fault?.does === 'garbage')
      return { status: 200, body: Buffer.from('<html>Bad Gateway</html>'), type: 'text/html' }
    try {
      if (fault?.does === 'error500') throw new Refusal('internal')
      if (fault?.does === 'busy') throw new Refusal('busy')
      const agent = this.#gate.admit(request, body)
      if (!route) throw new Refusal('notFound')
      const { name, operation, query } = route
      const told = operation?.run(this.#utility, { agent, name, query, body })
      return json(200, fault?.does === 'wrongAmount' ? withWrongAmounts(told) : told)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return json(error.status, { code: error.code, message: error.message })
    }
  }

  #send(
    request: IncomingMessage,
    response: ServerResponse,
    { status, body, type }: Answer,
    fault: Fault,
  ): void {
    const key = fault?.does === 'badSignature' ? { ...this.#key, secret: 'AAAA' } : this.#key
    const at = String(this.#utility.time.now() - (fault?.does === 'staleAnswer' ? 3_600_000 : 0))
    const asked = String(request.headers['x-hall-signature'] ?? '')
    // What a machine between says, it does not sign.
    if (fault?.does === 'garbage') return void response.writeHead(status, { 'content-type': type }).end(body)
    response.writeHead(status, {
      ...(status !== 202 && { 'content-type': type }),
      'content-length': body.length,
      'x-billing-timestamp': at,
      'x-billing-signature': signed(key, [asked, String(status), at, sha256(body)]),
    })
    response.end(body)
  }

  async #statement(
    request: IncomingMessage,
    response: ServerResponse,
    { name: day }: Route,
    body: Buffer,
    fault: Fault,
  ): Promise<void> {
    const empty = (status: number, told: Buffer): void =>
      this.#send(request, response, { status, body: told, type: 'application/json' }, fault)
    if (fault?.does === 'delayAnswer') await pause(fault.ms)
    try {
      const agent = this.#gate.admit(request, body)
      if (fault?.does === 'statementLate' || day >= this.#utility.time.businessDay())
        return empty(202, Buffer.alloc(0))
      const asked = String(request.headers['x-hall-signature'])
      const padding = this.padding.get(day) ?? 0
      await sendStatement(
        response,
        this.#utility,
        { key: this.#key, agent, day, asked, padding },
        fault?.does,
      )
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      empty(error.status, Buffer.from(JSON.stringify({ code: error.code, message: error.message })))
    }
  }

  async listen(port: number): Promise<void> {
    this.server.listen(port, '127.0.0.1')
    await once(this.server, 'listening', { signal: AbortSignal.timeout(30_000) })
  }
}

/** Whether a statement begins at all. */
function isStreamed(fault: Fault): boolean {
  return !/^(error500|busy|garbage|dropResponse)$/.test(fault?.does ?? '')
}

function json(status: number, value: unknown): Answer {
  return { status, body: Buffer.from(JSON.stringify(value ?? null)), type: 'application/json' }
}

function routeOf({ method, url = '' }: IncomingMessage): Route | null {
  const { pathname, searchParams: query } = new URL(url, 'http://utility')
  for (const [place, operation] of Object.entries(OPERATIONS)) {
    const found = method === operation.method ? operation.pattern.exec(pathname) : null
    if (found) return { place, name: found[1] ?? '', operation, query }
  }
  const day = method === 'GET' ? /^\/v1\/statements\/(\d{4}-\d\d-\d\d)$/.exec(pathname)?.[1] : undefined
  return day === undefined ? null : { place: 'statement', name: day, operation: null, query }
}
