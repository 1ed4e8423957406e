// HTTP between the console and the hub of a region.
import { z } from 'zod'
import { AccountId, HubRole, RegionId } from '../hub/words.ts'
import type { NoticeView, PackageProgress, StationReportView } from '../directive/fold.ts'
import type { HubDirective } from '../hub/directive/words.ts'
import { MapApproval } from '../hub/map/commands.ts'
import type { MapOutlines } from '../hub/map/geojson.ts'
import type { Inherited } from '../hub/profile/inherit.ts'
import type { ProfilePlace, TierProfile } from '../hub/profile/words.ts'
import type { Grant, Position, Tier } from '../hub/words.ts'
import { HallId, PeerCommandId } from '../ids.ts'
import type { Localized } from '../text.ts'
import type { FileSeen } from './files.ts'

/** `POST /api/session` */
export const ConsoleSignIn = z.strictObject({
  accountId: AccountId,
  password: z.string().min(1).max(128),
  /** With a first password: the one that takes its place. */
  newPassword: z.string().max(128).optional(),
  /** What an authenticator shows, or a recovery code, where the account has a second factor. */
  code: z.string().max(40).optional(),
})
export type ConsoleSignIn = z.infer<typeof ConsoleSignIn>

/** Answer of `GET /api/session/ways`, which strangers may ask: the name of the company's own sign-in, if there is one. */
export type SignInWays = { oidc: Localized | null }
/** Answer of `POST /api/session/oidc`: where the browser has to go. */
export type OidcBegun = { address: string }
/** Answer of `POST /api/session/second-factor/secret`: base32, and the same for an authenticator to scan. */
export type SecondFactorSecret = { secret: string; uri: string }
/** `POST /api/session/second-factor`: `code` shows that the authenticator has the secret. */
export const SecondFactorWanted = z.strictObject({
  password: z.string().min(1).max(128),
  secret: z.string().regex(/^[A-Z2-7]{32,64}$/),
  code: z.string().max(40),
})
export type SecondFactorWanted = z.infer<typeof SecondFactorWanted>
/** Its answer: codes for the day on which the authenticator is lost; told once, each works once. */
export type RecoveryCodes = { codes: string[] }
/** `DELETE /api/session/second-factor` */
export const SecondFactorUnwanted = z.strictObject({
  password: z.string().min(1).max(128),
  code: z.string().max(40),
})

/** `POST /api/accounts`: an account, and what stands in no fact. */
export const NewAccount = z.strictObject({
  id: PeerCommandId,
  accountId: AccountId,
  homeId: RegionId,
  role: HubRole,
  name: z.string().trim().min(1).max(60),
  wall: z.literal(true).optional(),
})
/** `POST /api/accounts/:accountId/password` */
export const NewPassword = z.strictObject({ id: PeerCommandId })
/** `GET /api/audit` */
export const AuditQuery = z.strictObject({ before: z.coerce.number().int().min(1).max(1e15).optional() })
/** Answer of `GET /api/audit`: facts of the hub's own records, the latest first. */
export type AuditEntry = {
  number: number
  stream: string
  version: number
  /** Epoch ms of the node that wrote it. */
  at: number
  /** `account:<id>` or `system`. */
  by: string
  /** Address of who sent the command. */
  from: string
  commandId: string
  /** null: of a kind that this release does not know. */
  fact: ({ type: string } & Record<string, unknown>) | null
}
/** Answer of `GET /api/audit/chain`: the first fact that is not as it was written, of those up to `upTo`; null: none. */
export type ChainState = { firstBroken: number | null; upTo: number }
/** Parameters of paths. */
export const AccountParams = z.object({ accountId: AccountId })
export const HallParams = z.object({ hallId: HallId })

/** Answer of `GET /api/me` and `POST /api/session`. `wall`: a screen that only looks, see `AddAccount`. */
export type ConsoleMe = {
  accountId: AccountId
  name: string
  grants: Grant[]
  secondFactor: boolean
  wall: boolean
  /** Whether the account's id is the staff number of somebody on the staff of a hall, who has a roster of their own. */
  isStaff: boolean
}

/** A region as somebody sees it. `parentId` null: what it lies in they do not see, or nothing. */
export type RegionSeen = { regionId: RegionId; parentId: RegionId | null; name: Localized }
export type HallSeen = {
  hallId: HallId
  regionId: RegionId
  tier: Tier
  address: string | null
  position: Position | null
  /** Letters of its key; null: it was revoked. */
  fingerprint: string | null
  /** Where it lay since when, epoch ms; regions that one does not see are left out. */
  places: { regionId: RegionId; since: number }[]
}
/** Answer of `GET /api/organisation`. */
export type OrganisationSeen = { regions: RegionSeen[]; halls: HallSeen[] }

/** Answer of `GET /api/halls/limits`: how long customers may wait in each hall that one sees, ms; by the profiles. */
export type HallLimits = { hallId: HallId; waitMs: number | null }[]

/** A hall that waits to be let in: answer of `GET /api/halls/waiting`. */
export type WaitingHall = {
  hallId: HallId
  key: string
  fingerprint: string
  /** Address it came from. */
  from: string
  firstAt: number
  lastAt: number
  /** `otherKey`: a hall of this id reports with another key. `revoked`: one of this id was revoked. */
  known: 'otherKey' | 'revoked' | null
}

/** Answer of `GET /api/accounts`: of each account the roles in regions that one sees. */
export type AccountSeen = Omit<ConsoleMe, 'isStaff'> & { homeId: RegionId; first: boolean; sessions: number }

/**
 * A directive, the file that it brought or brings (null: none that is known), and how far the package is that it is about
 * (null: it has ended, or nothing is on its way). A row of `GET /api/directives`.
 */
export type DirectiveSeen = HubDirective & { file: FileSeen | null; progress: PackageProgress | null }

/** Answer of `GET /api/halls/:hallId/directives`: the latest first, and what stands on the hall's screens now. */
export type HallDirectives = {
  directives: DirectiveSeen[]
  notices: NoticeView[]
  /** What its stations run, go by and may do, by station. */
  stationReports: Record<string, StationReportView>
}
/** Parameter of `GET /api/profiles/:place`: a `profileKey`. */
export const ProfileParams = z.object({ place: z.string().max(80) })
/**
 * Answer of it: what the place itself says, and what holds there. A value that comes from a region which one does not see
 * is `from` `above`. `version`: how often the place has said something, to be sent along with what it says next.
 */
export type ProfileSeen = { place: ProfilePlace; own: TierProfile; version: number; values: Inherited[] }

/** `POST /api/maps/:regionId` */
export const NewMap = z.strictObject({ id: PeerCommandId, approval: MapApproval, outlines: z.unknown() })
/** Answer of `GET /api/maps/:regionId`: the map of the region, or of the nearest above that has one and is seen; null: none. */
export type MapSeen = { regionId: RegionId; approval: string; outlines: MapOutlines } | null
