import { z } from 'zod'
import type { RefusalRow, RefusalStatus } from './define/refusal.ts'
import { lookUp } from './define/table.ts'
import { SUBJECTS } from './every.ts'
import type { EveryCode } from './every.ts'
import { HUB_SUBJECTS } from './hub/every.ts'
import type { HubCode } from './hub/every.ts'

export type RefusalCode = EveryCode | HubCode

/**
 * Every way a request can be refused: code → sentence for the person concerned, HTTP status, whether it passes.
 * A refusal is an expected failure: it is a value, it changes nothing, and screens translate it from here.
 */
export const REFUSALS = Object.assign(
  {},
  ...[...SUBJECTS, ...HUB_SUBJECTS].map(({ refusals }) => refusals),
) as Record<RefusalCode, RefusalRow>

export const RefusalCode = z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]])

/** An expected failure. `detail` is for engineers (a path, a limit), never personal data. */
export type Refusal = {
  ok: false
  code: RefusalCode
  detail?: string
  /** With a transient refusal: the hall will not take it before so many milliseconds have passed. */
  retryAfterMs?: number
}

export function refuse(code: RefusalCode, detail?: string): Refusal {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail }
}

/** Too much was asked; how long to wait before asking again, ms. */
export function refuseTooMany(retryAfterMs: number): Refusal {
  return { ok: false, code: 'access.tooMany', retryAfterMs }
}

/** HTTP status that a refusal is answered with. */
export function refusalStatus(code: RefusalCode): RefusalStatus {
  return REFUSALS[code].status
}

/**
 * Whether the hall asks to be asked again: the same command may be sent under the same id, after a pause. Every other
 * refusal is final, or asks for something to be put right first.
 */
export function isTransient(code: RefusalCode): boolean {
  return lookUp(REFUSALS, code)?.transient === true
}
