import type { Clock, Log, Tokens } from '@service-hall/server-kit'
import type { HostCheck } from '@service-hall/server-kit/http'
import type { ImageFetcher, ImageStore } from '@service-hall/server-kit/image'
import type { HallState } from './capabilities.ts'
import type { HallOf } from './core/hall.ts'
import type { BrowserClaims } from './gateway/claims.ts'
import type { FileSpool } from './file/spool.ts'
import type { Sessions } from './gateway/sessions.ts'
import type { HallMetrics } from './monitoring/metrics.ts'
import type { PaymentSystems } from './payment/systems.ts'
import type { Uplink } from './region/uplink.ts'
import type { PackageKeeper } from './release/package-keeper.ts'
import type { PinGuard } from './station/pin-guard.ts'
import type { WaitingMachines } from './station/waiting-machines.ts'
import type { SurroundingsKeeper } from './surroundings/keeper.ts'
import type { Vault } from './vault/store.ts'

/** What the capabilities of a running server work with; each names in its own types the ones it needs. */
export type Ports = {
  hall: HallOf<HallState>
  vault: Vault
  sessions: Sessions
  machines: WaitingMachines
  clock: Clock
  log: Log
  metrics: HallMetrics
  /** The line to the region; null: the hall belongs to none. */
  uplink: Uplink | null
  /** Files of machines on their way to the region. */
  files: FileSpool
  /** What is near by; null: the hall belongs to no region. */
  surroundings: SurroundingsKeeper | null
  /** Images of playlists, and who fetches them; null: the hall belongs to no region. */
  images: ImageStore
  imageFetcher: ImageFetcher | null
  /** Packages of releases, for machines; null: the hall belongs to no region. */
  packages: PackageKeeper | null
  /** Folder of the journal, the vault and the keys. */
  dataFolder: string
  /** Codes known beforehand → station id. */
  preApproved: ReadonlyMap<string, string>
  pins: PinGuard
  /** The billing system and the channels of payments. */
  payments: PaymentSystems
  /** Whether one proxy that speaks TLS stands in front: its word on client and host counts, cookies are secure. */
  behindProxy: boolean
  /** Whether a request was meant for this server, by the name that it asks for. */
  isOurHost: HostCheck
  /** Cost N of the password hashes made here; absent: the usual one. */
  hashCost: number | undefined
  /** Names browsers in which somebody has signed in before. */
  browsers: Tokens<BrowserClaims>
}
