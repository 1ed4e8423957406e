import type { Refusal } from '../refusal.ts'

/** The answer to a command to the hub's own records; the same id always gets the same one. `upTo`: its last fact. */
export type HubAnswer = { ok: true; upTo: number } | Refusal
