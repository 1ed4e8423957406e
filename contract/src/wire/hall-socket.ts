import { z } from 'zod'
import { StaffActor, StationActor } from '../access.ts'
import type { Actor } from '../access.ts'
import { StaffId } from '../ids.ts'
import { Instant } from '../time.ts'
import type { Refusal, RefusalCode } from '../refusal.ts'
import type { FactBatch } from '../facts.ts'
import type { EndedTotals } from '../ticket/ended.ts'
import type { HallView } from '../view.ts'
import type { SurroundingsTold } from '../hub/payment-point/surroundings.ts'
import type { Command } from '../commands.ts'
import type { Answer } from './answer.ts'
import type { BillingAsked, BillingReply } from './billing.ts'
import type { FileAnswer, FilePiece } from './files.ts'
import type { ImageAnswer, ImageAsked } from './media.ts'
import type { PackageAnswer, StationPackageAsked } from './packages.ts'
import type { PinVerdict } from './maintenance-pin.ts'

/** How a socket says who it is: browsers by the session cookie, stations by the token of their enrolment. */
export const Handshake = z.object({
  token: z.string().max(2000).optional(),
  /** How many commands a station keeps that another release left for the hall and its own does not know. */
  unknownCommands: z.number().int().min(0).max(1_000_000).optional(),
})

/** The envelope of a `Snapshot`. Its view is a fold of facts, so nobody checks that by a schema. */
export const SnapshotEnvelope = z.object({
  ok: z.literal(true),
  view: z.looseObject({ number: z.number().int() }),
  ended: z.looseObject({ issued: z.number().int() }).optional(),
  now: Instant,
  you: z.discriminatedUnion('kind', [StaffActor, StationActor]),
  staffNames: z.record(StaffId, z.string()).optional(),
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
}

export type ClientToHall = {
  /** Sends a command; the id is kept and sent again until there is an answer. */
  command: (command: Command, answer: (answer: Answer) => void) => void
  subscribe: (answer: (snapshot: Snapshot | Refusal) => void) => void
  /**
   * Whether somebody may see the maintenance page of the kiosk that asks. No command: those are kept, and a PIN has only
   * so many digits that whatever is kept of it gives it away.
   */
  maintenancePin: (pin: string, answer: (verdict: PinVerdict | Refusal) => void) => void
  /** A piece of a file that a directive asked this station for. Each is answered before the next is sent. */
  file: (piece: FilePiece, answer: (answer: FileAnswer) => void) => void
  /** Asks for a piece of the package that a directive to this station is about. */
  package: (asked: StationPackageAsked, answer: (answer: PackageAnswer) => void) => void
  /** A piece of an image that this kiosk is asked to show while nobody is at it (播放单). */
  media: (asked: ImageAsked, answer: (answer: ImageAnswer) => void) => void
  /** Kiosks and staff ask about accounts, bills and orders. Nothing of it is kept. */
  billing: (asked: BillingAsked, answer: (reply: BillingReply) => void) => void
}

export type HallToClient = {
  facts: (batch: FactBatch) => void
  /**
   * To kiosks of a hall that belongs to a region: what is near by, after each snapshot and when it changed. No fact: it is
   * the region's word, half a minute old at most and good for ten.
   */
  surroundings: (told: SurroundingsTold) => void
  /** The server ends this connection and why; a client that must sign in again shows so. */
  ended: (code: RefusalCode) => void
}
