import { z } from 'zod'
import { StaffActor, StationActor } from '../access.ts'
import type { Actor } from '../access.ts'
import { StaffId } from '../ids.ts'
import { Instant } from '../time.ts'
import type { Refusal, RefusalCode } from '../refusal.ts'
import type { FactBatch } from '../facts.ts'
import type { EndedTotals } from '../ticket/ended.ts'
import type { HallView } from '../view.ts'
import type { Command } from '../commands.ts'
import type { Answer } from './answer.ts'

/** How a socket says who it is: browsers by the session cookie, stations by the token of their enrolment. */
export const Handshake = z.object({
  token: z.string().max(2000).optional(),
  /** How many commands a station keeps that another release left for the hall and its own does not know. */
  unknownCommands: z.number().int().min(0).optional(),
})

/** What only this station may know: names for its screens and what it needs to work alone. */
export type StationSettings = {
  /**
   * What a maintenance PIN is checked against: `hash` is scrypt (RFC 7914) of the PIN's digits, 32 bytes, with
   * N = `cost` (a power of two, at most 2^17), r = 8, p = 3; `salt` and `hash` are base64.
   */
  maintenancePin: { salt: string; hash: string; cost: number }
}

/** The envelope of a `Snapshot`. Its view is a fold of facts, so nobody checks that by a schema. */
export const SnapshotEnvelope = z.object({
  ok: z.literal(true),
  view: z.looseObject({ number: z.number().int() }),
  ended: z.looseObject({ issued: z.number().int() }).optional(),
  now: Instant,
  you: z.discriminatedUnion('kind', [StaffActor, StationActor]),
  staffNames: z.record(StaffId, z.string()).optional(),
  station: z
    .object({ maintenancePin: z.object({ salt: z.string(), hash: z.string(), cost: z.number().int() }) })
    .optional(),
})

/** A view to start from. Fold every later batch onto it; on a gap subscribe again. */
export type Snapshot = {
  ok: true
  view: HallView
  /** For managers: sums over the tickets of the day that have ended and are not in the view. */
  ended?: EndedTotals
  /** The hall's clock when it was sent, epoch ms: screens show times by it. */
  now: number
  you: Exclude<Actor, { kind: 'system' }>
  /** Display names by staff id; absent for call displays. Never in facts. */
  staffNames?: Record<string, string>
  station?: StationSettings
}

export type ClientToHall = {
  /** Sends a command; the id is kept and sent again until there is an answer. */
  command: (command: Command, answer: (answer: Answer) => void) => void
  subscribe: (answer: (snapshot: Snapshot | Refusal) => void) => void
}

export type HallToClient = {
  facts: (batch: FactBatch) => void
  /** The server ends this connection and why; a client that must sign in again shows so. */
  ended: (code: RefusalCode) => void
}
