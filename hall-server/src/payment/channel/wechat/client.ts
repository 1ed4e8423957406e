import type { Clock } from '@service-hall/server-kit'
import type { z } from 'zod'
import { ask } from '../http.ts'
import type { HttpAnswer } from '../http.ts'
import { isBusy, plainCode } from './codes.ts'
import { authorization, judgeSignature } from './signature.ts'
import type { FindKey, Signer } from './signature.ts'
import { ErrorBody } from './wire.ts'

const MOST_BYTES = 1_000_000

/** What a call came to. `no`: WeChat Pay said so and signed it; `code` without underscores, they differ by page. */
export type Reply<Value> =
  { is: 'ok'; value: Value } | { is: 'no'; code: string } | { is: 'unsure'; why: string }

export type Call = {
  method: 'GET' | 'POST'
  /** Path and query. */
  target: string
  body?: object
}

export type ClientTools = {
  /** Gateway and, where there is one, its standby. */
  hosts: readonly string[]
  signer: Signer
  clock: Clock
  timeoutMs: number
  /** Which key answers are to be signed by (微信支付公钥 ID); absent: a platform certificate. */
  wantedKey?: string
  findKey: FindKey
}

/** Calls WeChat Pay: signs what is sent, and believes nothing that is not signed. No call rejects or lasts for ever. */
export class WechatClient {
  readonly #tools: ClientTools

  constructor(tools: ClientTools) {
    this.#tools = tools
  }

  /** A call whose answer is JSON as `shape` says; where `shape` is null the answer is empty (204). */
  async call<Value>(call: Call, shape: z.ZodType<Value>): Promise<Reply<Value>>
  async call(call: Call, shape: null): Promise<Reply<null>>
  async call<Value>(call: Call, shape: z.ZodType<Value> | null): Promise<Reply<Value | null>> {
    const answer = await this.send(call)
    if (!answer.ok) return { is: 'unsure', why: answer.why }
    const { clock, findKey } = this.#tools
    const verdict = await judgeSignature((name) => answer.headers[name], answer.body, clock.now(), findKey)
    if (verdict !== 'good') return { is: 'unsure', why: `${answer.status}: signature ${verdict}` }
    return read(answer.status, answer.body, shape)
  }

  /**
   * Sends a signed request and gives the answer as it came. Without an answer the standby is asked too (跨城冗灾方案): all that
   * is sent has a number of ours and counts once.
   */
  async send(call: Call, limits: { timeoutMs?: number; mostBytes?: number } = {}): Promise<HttpAnswer> {
    const { hosts, timeoutMs } = this.#tools
    let answer: HttpAnswer = { ok: false, why: 'broken', neverSent: true, detail: 'no gateway' }
    for (const host of hosts) {
      answer = await this.#sendTo(host, call, {
        timeoutMs: limits.timeoutMs ?? timeoutMs,
        mostBytes: limits.mostBytes ?? MOST_BYTES,
      })
      if (answer.ok || answer.why === 'tooLong') return answer
    }
    return answer
  }

  #sendTo(host: string, call: Call, limits: { timeoutMs: number; mostBytes: number }): Promise<HttpAnswer> {
    const { signer, wantedKey } = this.#tools
    const body = call.body === undefined ? '' : JSON.stringify(call.body)
    return ask(new URL(call.target, host), {
      method: call.method,
      headers: {
        accept: 'application/json',
        'user-agent': 'service-hall',
        authorization: authorization(signer, call.method, call.target, body),
        ...(wantedKey === undefined ? {} : { 'wechatpay-serial': wantedKey }),
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
      ...limits,
    })
  }
}

function read<Value>(status: number, body: Buffer, shape: z.ZodType<Value> | null): Reply<Value | null> {
  if (status === 204 && shape === null) return { is: 'ok', value: null }
  const json = jsonOf(body)
  const error = ErrorBody.safeParse(json)
  if (status !== 200 || error.success) return errorReply(status, error.data?.code)
  const value = shape?.safeParse(json)
  return value?.success
    ? { is: 'ok', value: value.data }
    : { is: 'unsure', why: 'an answer of another shape' }
}

function errorReply(status: number, said: string | undefined): Reply<never> {
  const code = said === undefined ? '' : plainCode(said)
  if (code === '' || status >= 500 || status === 429 || isBusy(code))
    return { is: 'unsure', why: `${status} ${said ?? ''}`.trim() }
  return { is: 'no', code }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
