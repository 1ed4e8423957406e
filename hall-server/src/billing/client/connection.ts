import { randomBytes } from 'node:crypto'
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Clock } from '@service-hall/server-kit'
import {
  HEADERS,
  MOST_SKEW_MS,
  answerSignature,
  isSameSignature,
  requestSignature,
} from '../rest-contract/index.ts'
import type { BillingKey } from '../settings.ts'

/** The largest answer that is read whole, bytes. */
const MOST_BYTES = 4_000_000
const MOST_CONNECTIONS = 32

export type Question = { method: string; path: string; body: string }
/** An answer with a signature that fits the question; or why there is none. `asked`: signature of the question. */
export type Answered = { is: 'answer'; status: number; body: Buffer }
export type Silent = { is: 'silent'; why: string }
/** An answer of which only the head was read; its reader has to end it. */
export type Opened = { is: 'open'; message: IncomingMessage; asked: string; end(): void }

/** Lines to the utility, kept open. Each question is signed anew and ends in its time. */
export class Connection {
  readonly #base: URL
  readonly #agent: HttpAgent
  readonly #agentCode: string
  readonly #key: BillingKey
  readonly #clock: Clock

  constructor(address: string, agentCode: string, key: BillingKey, clock: Clock, ca?: string) {
    this.#base = new URL(address)
    const options = { keepAlive: true, maxSockets: MOST_CONNECTIONS }
    this.#agent =
      this.#base.protocol === 'https:'
        ? new HttpsAgent({ ...options, minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) })
        : new HttpAgent(options)
    this.#agentCode = agentCode
    this.#key = key
    this.#clock = clock
  }

  get secret(): Buffer {
    return this.#key.secret
  }

  /** Asks and reads the whole answer, in `ms` milliseconds together. */
  ask(question: Question, ms: number): Promise<Answered | Silent> {
    return new Promise((resolve) => {
      const { sent, asked } = this.#send(question)
      const end = (outcome: Answered | Silent): void => {
        cancel()
        resolve(outcome)
        if (outcome.is === 'silent') sent.destroy()
      }
      const cancel = this.#clock.after(ms, () => end(silent('no answer in time')))
      sent.on('error', (error) => end(silent(nameOf(error))))
      sent.on('response', (message) => {
        const pieces: Buffer[] = []
        let length = 0
        message.on('data', (piece: Buffer) => {
          length += piece.length
          if (length > MOST_BYTES) end(silent('the answer is too long'))
          else pieces.push(piece)
        })
        message.on('error', (error) => end(silent(nameOf(error))))
        message.on('end', () => end(this.#checked(message, asked, Buffer.concat(pieces))))
      })
      sent.end(question.body)
    })
  }

  /** Asks and waits for the head of an answer that is to be read piece by piece. */
  open(question: Question, ms: number): Promise<Opened | Silent> {
    return new Promise((resolve) => {
      const { sent, asked } = this.#send(question)
      const cancel = this.#clock.after(ms, () => {
        resolve(silent('no answer in time'))
        sent.destroy()
      })
      sent.on('error', (error) => {
        cancel()
        resolve(silent(nameOf(error)))
      })
      sent.on('response', (message) => {
        cancel()
        resolve({ is: 'open', message, asked, end: () => sent.destroy() })
      })
      sent.end(question.body)
    })
  }

  /** Whether the head of an answer without a body, or the whole of one, is the utility's. */
  #checked(message: IncomingMessage, asked: string, body: Buffer): Answered | Silent {
    const status = message.statusCode ?? 0
    const why = faultOf(message, this.#clock.now(), (timestamp) =>
      answerSignature(this.#key.secret, { requestSignature: asked, status, timestamp, body }),
    )
    return why === null ? { is: 'answer', status, body } : silent(`${why}, status ${status}`)
  }

  #send({ method, path, body }: Question) {
    const target = `${this.#base.pathname.replace(/\/$/, '')}${path}`
    const timestamp = this.#clock.now()
    const nonce = randomBytes(16).toString('hex')
    const request = { agent: this.#agentCode, method, target, timestamp, nonce, body }
    const asked = requestSignature(this.#key.secret, request)
    const send = this.#base.protocol === 'https:' ? httpsRequest : httpRequest
    const sent = send(new URL(target, this.#base), {
      method,
      agent: this.#agent,
      headers: {
        authorization: `Bearer ${this.#key.token}`,
        [HEADERS.agent]: this.#agentCode,
        [HEADERS.timestamp]: String(timestamp),
        [HEADERS.nonce]: nonce,
        [HEADERS.signature]: asked,
        ...(body !== '' && { 'content-type': 'application/json' }),
        'content-length': String(Buffer.byteLength(body)),
      },
    })
    return { sent, asked }
  }

  stop(): void {
    this.#agent.destroy()
  }
}

/** Why an answer is not to be believed; null: it is. */
function faultOf(
  { headers }: IncomingMessage,
  now: number,
  expected: (timestamp: number) => string,
): string | null {
  const [given, signature] = [headers[HEADERS.answeredAt], headers[HEADERS.answerSignature]]
  if (typeof given !== 'string' || typeof signature !== 'string' || !/^\d{1,15}$/.test(given))
    return 'the answer is not signed'
  if (!isSameSignature(signature, expected(Number(given)))) return 'the answer has a wrong signature'
  return Math.abs(now - Number(given)) > MOST_SKEW_MS ? 'the answer is stale' : null
}

function silent(why: string): Silent {
  return { is: 'silent', why }
}

function nameOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.message
}
