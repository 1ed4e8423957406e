// Answers of the hub's HTTP routes that belong to no subject.
import type { HoldingRules } from '../hub/people/rules.ts'
import type { HourRules } from '../hub/people/words.ts'
import type { Inherited } from '../hub/profile/inherit.ts'
import type { HallLimits } from './console-http.ts'

/** A command to the hub's records was taken; `upTo`: its last fact. */
export type CommandTaken = { ok: true; upTo: number }
export type Done = { ok: true }
/** A first password, told once; null: the command was sent again, and it was told before. */
export type MadePassword = { password: string | null }
/** `ok` when every check is. Beside `ok` a check says what was seen. */
export type HealthSeen = {
  ok: boolean
  checks: Record<string, { ok: boolean } & Record<string, string | number | boolean | null>>
}
export type HallLimit = HallLimits[number]
/** Answer of `GET /api/halls/:hallId/profile`. */
export type HallProfileSeen = { values: Inherited[]; differences: Inherited[] }
/** Answer of `GET /api/halls/:hallId/rules`. */
export type HallRulesSeen = { holding: HoldingRules; own: HourRules }
