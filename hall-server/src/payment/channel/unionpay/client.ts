import type { KeyObject } from 'node:crypto'
import type { Clock, Log } from '@service-hall/server-kit'
import { ask } from '../http.ts'
import { parseAnswer } from './fields.ts'
import type { AcpFields } from './fields.ts'
import type { UnionpaySettings } from './settings.ts'
import { isUnionpays, signed } from './signature.ts'
import type { Trust } from './signature.ts'

const MOST_BYTES = 100_000

/** UnionPay's own answer; or why there is none. `neverSent`: it has certainly not heard of it. */
export type Answer = { ok: true; fields: AcpFields } | { ok: false; why: string; neverSent: boolean }

export type UnionpayClient = {
  settings: UnionpaySettings
  clock: Clock
  /** Signs, sends, and believes only what UnionPay has signed. */
  post: (url: string, fields: AcpFields, mostBytes?: number) => Promise<Answer>
  isGenuine: (fields: AcpFields) => boolean
}

/** What every message has. */
export function common({ merId, certId }: UnionpaySettings): AcpFields {
  return {
    version: '5.1.0',
    encoding: 'UTF-8',
    signMethod: '01',
    bizType: '000000',
    channelType: '08',
    accessType: '0',
    merId,
    certId,
  }
}

export function unionpayClient(
  settings: UnionpaySettings,
  key: KeyObject,
  trust: Trust,
  { clock, log }: { clock: Clock; log: Log },
): UnionpayClient {
  const isGenuine = (fields: AcpFields): boolean => isUnionpays(fields, trust, clock.now())
  return {
    settings,
    clock,
    isGenuine,
    async post(url, fields, mostBytes = MOST_BYTES) {
      const heard = await ask(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
        body: new URLSearchParams(signed({ ...common(settings), ...fields }, key)).toString(),
        timeoutMs: settings.timeoutMs,
        mostBytes,
      })
      if (!heard.ok) return { ok: false, why: `${heard.why}: ${heard.detail}`, neverSent: heard.neverSent }
      if (heard.status !== 200) return { ok: false, why: `HTTP ${heard.status}`, neverSent: false }
      const answer = parseAnswer(heard.body.toString('utf8'))
      if (answer && isGenuine(answer) && answer.merId === settings.merId) return { ok: true, fields: answer }
      log.warn('unionpay.badSignature', { orderId: fields.orderId ?? '' })
      return { ok: false, why: 'an answer that UnionPay did not sign', neverSent: false }
    },
  }
}
