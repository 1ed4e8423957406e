import type {
  AccountId,
  Grant,
  HallId,
  HubFact,
  Localized,
  Position,
  ProfilePlace,
  RegionId,
  Tier,
  TierProfile,
} from '@service-hall/contract'

export type Region = { regionId: RegionId; parentId: RegionId | null; name: Localized }

export type HubHall = {
  hallId: HallId
  /** Its public key; null: revoked. */
  key: string | null
  /** The key that it was let in with last, when it was revoked. */
  revoked: string | null
  regionId: RegionId
  tier: Tier
  address: string | null
  position: Position | null
  /** Where it lay, and since when, epoch ms of the hub, the earliest first. */
  places: { regionId: RegionId; since: number }[]
}

export type Session = { until: number; since: number; from: string }

export type Account = {
  accountId: AccountId
  homeId: RegionId
  grants: Grant[]
  closed: boolean
  /** Its password was given by another and has to be changed. */
  first: boolean
  sessions: Map<string, Session>
}

/** What the hub's own records say, folded. Maps, because ids come from people. */
export type HubState = {
  /** Number of the last fact that is in it. */
  number: number
  /** Facts of each record. */
  versions: Map<string, number>
  regions: Map<RegionId, Region>
  halls: Map<HallId, HubHall>
  profiles: Map<string, { place: ProfilePlace; profile: TierProfile }>
  accounts: Map<AccountId, Account>
}

/** A fact of the hub's own records, and its place in them. */
export type RecordEntry = {
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
  fact: HubFact
}
