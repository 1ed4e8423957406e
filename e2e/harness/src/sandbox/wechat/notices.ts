import { randomUUID } from 'node:crypto'
import type { FaultScript } from '../kit/index.ts'
import type { Platform } from './platform.ts'
import { chinaIso } from './trades.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits before a notice is sent again, until it is taken (支付结果通知: 15 times in 24 h 4 min). */
export const NOTIFY_AGAIN_MS: readonly number[] = [
  ...[15 * SECOND, 15 * SECOND, 30 * SECOND, 3 * MINUTE, 10 * MINUTE, 20 * MINUTE],
  ...[30 * MINUTE, 30 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 3 * HOUR, 3 * HOUR, 6 * HOUR, 6 * HOUR],
]
/** How long the merchant may take to answer. */
const ANSWER_MS = 5 * SECOND
const STALE_BY_MS = 10 * MINUTE

export type Notice = { url: string; event: string; type: 'transaction' | 'refund'; data: object }
/** How a notice is made: as it should be, or wrong in one way. */
export type Make =
  /** As it should be. */
  | 'true'
  /** The cipher's bytes were changed (total 100 became 180); signed after that. */
  | 'tampered'
  /** A byte of the body was changed after signing. */
  | 'tamperedBody'
  /** Signed ten minutes ago. */
  | 'stale'
  /** 签名探测: a signature that is none. */
  | 'probe'
  /** Of another merchant and application, signed and enciphered well. */
  | 'otherApp'

/** Sends notices, again until they are taken; or holds them, for tests to say when and in which order. */
export class Notices {
  mode: 'auto' | 'held' | 'off' = 'auto'
  readonly #platform: Platform
  readonly #faults: FaultScript
  readonly #now: () => number
  #held: Notice[] = []
  readonly #timers = new Set<NodeJS.Timeout>()
  /** Answers so far: status; 0: none came. */
  readonly answers: number[] = []

  constructor(platform: Platform, faults: FaultScript, now: () => number) {
    this.#platform = platform
    this.#faults = faults
    this.#now = now
  }

  /** Something to tell the merchant. */
  add(notice: Notice): void {
    if (this.mode === 'held') this.#held.push(notice)
    if (this.mode === 'auto') this.#deliver(notice, 0)
  }

  /** Sends what is held, oldest first or `reversed`. */
  async release(reversed = false): Promise<number[]> {
    const held = this.#held
    this.#held = []
    const statuses: number[] = []
    for (const notice of reversed ? held.reverse() : held) statuses.push(await this.send(notice))
    return statuses
  }

  /** Sends once; the status that came back, 0 where none did. */
  async send(notice: Notice, make: Make = 'true'): Promise<number> {
    const { headers, body } = this.made(notice, make)
    const status = await fetch(notice.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/4.0', ...headers },
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    }).then(
      (response) => response.status,
      () => 0,
    )
    this.answers.push(status)
    return status
  }

  /** Headers and body of a notice, to be looked at without sending. */
  made(notice: Notice, make: Make = 'true'): { headers: Record<string, string>; body: Buffer } {
    const data =
      make === 'otherApp' ? { ...notice.data, mchid: '1900000000', appid: 'wx0000000000000000' } : notice.data
    const text = JSON.stringify(data)
    const resource = this.#platform.enciphered(text, notice.type)
    if (make === 'tampered') resource['ciphertext'] = tampered(resource['ciphertext'] ?? '', text)
    const body = Buffer.from(
      JSON.stringify({
        id: randomUUID(),
        create_time: chinaIso(this.#now()),
        resource_type: 'encrypt-resource',
        event_type: notice.event,
        summary: notice.event,
        resource: { original_type: notice.type, ...resource },
      }),
    )
    const headers = this.#platform.signed(body, this.#now() - (make === 'stale' ? STALE_BY_MS : 0))
    if (make === 'probe')
      headers['wechatpay-signature'] = `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']?.slice(19) ?? ''}`
    if (make === 'tamperedBody') body[10] = (body[10] ?? 0) ^ 1
    return { headers, body }
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #deliver(notice: Notice, sent: number): void {
    const fault = this.#faults.take('notify')?.does
    void this.#try(notice, fault).then((isTaken) => {
      const wait = NOTIFY_AGAIN_MS[sent]
      if (isTaken || wait === undefined) return
      const timer = setTimeout(() => {
        this.#timers.delete(timer)
        this.#deliver(notice, sent + 1)
      }, wait)
      timer.unref()
      this.#timers.add(timer)
    })
  }

  async #try(notice: Notice, fault: string | undefined): Promise<boolean> {
    if (fault === 'dropRequest') return false
    if (fault === 'badNotify') return isTaken(await this.send(notice, 'tampered'))
    if (fault === 'probe') await this.send(notice, 'probe')
    if (fault === 'duplicate') await this.send(notice)
    return isTaken(await this.send(notice))
  }
}

const isTaken = (status: number): boolean => status === 200 || status === 204

/** AES-GCM enciphers as a stream: who knows the text can change a digit without the key. Its tag tells. */
function tampered(ciphertext: string, text: string): string {
  const bytes = Buffer.from(ciphertext, 'base64')
  const at = Buffer.from(text.slice(0, text.indexOf('"total":') + '"total":'.length)).length + 1
  bytes[at] = (bytes[at] ?? 0) ^ ('0'.charCodeAt(0) ^ '8'.charCodeAt(0))
  return bytes.toString('base64')
}
