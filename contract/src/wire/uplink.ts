// The line from a hall to the hub of its region. docs/region.md describes it for other implementers.
import { z } from 'zod'
import { FactNumber } from '../bounds.ts'
import type { SurroundingsAsked } from '../hub/payment-point/surroundings.ts'
import { HallId } from '../ids.ts'
import { Epoch } from '../region/words.ts'
import type { RefusalCode } from '../refusal.ts'
import type { FileAnswer } from './files.ts'
import type { ImageAnswer } from './media.ts'
import type { PackageAnswer } from './packages.ts'
import { Instant } from '../time.ts'

/** Goes up when halls and hubs of the version before can no longer talk. */
export const UPLINK_VERSION = 1
/** Socket.IO namespace of the line. */
export const UPLINK_NAMESPACE = '/uplink'

/** Longest text of a directive, characters. */
export const UPLINK_DIRECTIVE = 30_000
/** Most facts in a batch. */
export const UPLINK_BATCH = 200
/** Longest text of a batch, characters. */
export const UPLINK_TEXT = 1_000_000
/** How many batches may be under way before the hub has acknowledged them. */
export const UPLINK_WINDOW = 4

const base64url = (least: number, most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .min(least)
    .max(most)

/** A public key, DER of its SubjectPublicKeyInfo (RFC 8410) in base64url: Ed25519 for names, X25519 for one connection. */
export const PublicKeyText = base64url(40, 120)
const Signature = base64url(80, 100)
const count = FactNumber
const factNumber = FactNumber.min(1)

/** A place in a hall's chain of facts: `mark` is the head of its hash chain behind fact `number`, shortened. */
export const Mark = z.strictObject({ number: count, mark: z.string().regex(/^[0-9a-f]{16}$/) })
export type Mark = z.infer<typeof Mark>

/** First word of the hub: who it is, a fresh number and a fresh key for this connection. */
export const HubChallenge = z.strictObject({
  version: z.number().int(),
  hubKey: PublicKeyText,
  exchange: PublicKeyText,
  nonce: base64url(22, 64),
})
export type HubChallenge = z.infer<typeof HubChallenge>

/** The hall's answer: who it is, its key for this connection, where its facts end. `signature`: see `helloText`. */
export const HallHello = z.strictObject({
  version: z.number().int().min(1).max(1_000),
  hallId: HallId,
  hallKey: PublicKeyText,
  exchange: PublicKeyText,
  epoch: Epoch,
  /** The epoch before it, and the last fact that both have. */
  parent: z.strictObject({ epoch: Epoch, after: count }).nullable(),
  /** Last fact of the hall. */
  last: count,
  /** Software of the hall, for the ledger. */
  release: z.string().max(40),
  signature: Signature,
})
export type HallHello = z.infer<typeof HallHello>

/** What the hall signs: everything said so far, so that nobody in between can change or repeat any of it. */
export function helloText(challenge: HubChallenge, hello: Omit<HallHello, 'signature'>): string {
  const { hallId, hallKey, exchange, epoch, parent, last, release } = hello
  return JSON.stringify([
    'service-hall uplink hello',
    ...[UPLINK_VERSION, challenge.hubKey, challenge.exchange, challenge.nonce],
    ...[hallId, hallKey, exchange, epoch, parent?.epoch ?? null, parent?.after ?? null, last, release],
  ])
}

/** What the hub signs to show that it holds the key it named. */
export function welcomeText(challenge: HubChallenge, hello: HallHello): string {
  return JSON.stringify(['service-hall uplink welcome', challenge.nonce, hello.signature])
}

/** The hall is let in: the hub has its facts of this epoch up to `number`; `mark`: the latest one it kept of them. */
export type HubWelcome = {
  ok: true
  number: number
  mark: Mark | null
  signature: string
  /** It takes files of machines (event `file`). Absent: it is of a release that does not. */
  files?: true
  /** It tells the hall what is near by (event `surroundings`). Absent: it is of a release that does not. */
  surroundings?: true
  /** It has images of playlists (event `media`). Absent: it is of a release that has none. */
  media?: true
  /** It has packages of releases (event `package`). Absent: it is of a release that has none. */
  packages?: true
}

/** Why the line cannot be used now. `fingerprint`: what the administrator of a waiting hall compares with the region's. */
export type UplinkRefusal = { ok: false; code: RefusalCode; detail?: string; number?: number }

/** A fact as it crosses the line: facts that the region may not see are left out, so numbers have holes. */
export const UplinkEntry = z.object({
  number: factNumber,
  at: Instant,
  fact: z.looseObject({ type: z.string().min(1).max(80) }),
})
export type UplinkEntry = z.infer<typeof UplinkEntry>

/** All facts `from`…`to` of an epoch that the region may see, with the marks of commits among them. */
export const UplinkBatch = z
  .strictObject({
    epoch: Epoch,
    from: factNumber,
    to: factNumber,
    entries: z.array(UplinkEntry).max(UPLINK_BATCH),
    marks: z.array(Mark).max(UPLINK_BATCH),
    /** The hall keeps none of the facts before `from` that the hub has not: they were pruned. */
    pruned: z.literal(true).optional(),
  })
  .refine(
    ({ from, to, entries, marks }) => inOrder(from, to, entries) && inOrder(from, to, marks),
    'numbers run upwards within from…to',
  )
export type UplinkBatch = z.infer<typeof UplinkBatch>

function inOrder(from: number, to: number, rows: readonly { number: number }[]): boolean {
  return (
    to >= from &&
    rows.every(
      ({ number }, at) => number >= (at === 0 ? from : (rows[at - 1]?.number ?? 0) + 1) && number <= to,
    )
  )
}

/** Everything of the epoch up to `number` is on the hub's disk. */
export type UplinkAnswer = { ok: true; number: number } | UplinkRefusal

/** Asked by a hall whose chain does not continue what the hub knows: marks of an epoch up to `upTo`, latest first. */
export const MarksAsked = z.strictObject({ epoch: Epoch, upTo: count })
export type MarksAsked = z.infer<typeof MarksAsked>
/** How many marks one answer holds at most; fewer: there are no earlier ones. */
export const MARKS_PAGE = 500

/** `text`: `Surroundings` as JSON; `seal`: see `SealedLine.surroundings`. */
export type SurroundingsAnswer = { ok: true; text: string; seal: string } | UplinkRefusal

export type HallToHub = {
  hello: (hello: HallHello, answer: (answer: HubWelcome | UplinkRefusal) => void) => void
  /** `text`: a `UplinkBatch` as JSON; `seal`: see `SealedLine` (HMAC-SHA256 of the line's key). */
  facts: (text: string, seal: string, answer: (answer: UplinkAnswer) => void) => void
  marks: (asked: MarksAsked, answer: (answer: Mark[] | UplinkRefusal) => void) => void
  /** `text`: a `FilePiece` as JSON; `seal`: by a key and a count of their own (`SealedLine.files`). */
  file: (text: string, seal: string, answer: (answer: FileAnswer | UplinkRefusal) => void) => void
  /** What is near the hall? Both ends count what is asked on the line, from 0: an answer is sealed with its number. */
  surroundings: (asked: SurroundingsAsked, answer: (answer: SurroundingsAnswer) => void) => void
  /** `text`: an `ImageAsked` as JSON; `seal`: by the key and the count of `file`. */
  media: (text: string, seal: string, answer: (answer: ImageAnswer | UplinkRefusal) => void) => void
  /** `text`: a `PackageAsked` as JSON; `seal`: by the key and the count of `file`. */
  package: (text: string, seal: string, answer: (answer: PackageAnswer | UplinkRefusal) => void) => void
}

export type HubToHall = {
  challenge: (challenge: HubChallenge) => void
  /**
   * A directive (指令) for the hall: a `Directive` as JSON, sealed. `ok`: it is on the hall's disk; what becomes of it is
   * told by facts alone.
   */
  directive: (text: string, seal: string, answer: (answer: { ok: true } | UplinkRefusal) => void) => void
  /** The hub ends this connection, and why. */
  ended: (code: RefusalCode) => void
}
