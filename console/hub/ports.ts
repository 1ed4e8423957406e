import { uuid7 } from '@service-hall/contract'
import type { CommandId } from '@service-hall/contract'
import { freshBytes } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { HostCheck } from '@service-hall/server-kit/http'
import type { IdentityProvider } from './access/oidc/provider.ts'
import type { SecondFactor } from './access/second-factor/second-factor.ts'
import type { SecondFactorStore } from './access/second-factor/store.ts'
import type { ConsoleSessions } from './access/sessions.ts'
import type { ConsoleGuard } from './access/sign-in-guard.ts'
import type { AccountVault } from './access/vault.ts'
import type { HubRecords } from './capabilities.ts'
import type { Store } from './core/store.ts'
import type { Audience } from './gateway/audience.ts'
import type { HallLines } from './halls/lines.ts'
import type { LiveRegion } from './live/live-region.ts'
import type { PeopleVault } from './people/vault.ts'
import type { NoticeSettings } from './notice/settings.ts'
import type { ChannelTargets } from './notice/targets.ts'
import type { WaitingHalls } from './organisation/waiting-halls.ts'

/** What the console's routes and sockets work with. */
export type ConsolePorts = {
  store: Store
  records: HubRecords
  vault: AccountVault
  people: PeopleVault
  sessions: ConsoleSessions
  guard: ConsoleGuard
  /** The company's own sign-in; null: there is none. */
  identity: IdentityProvider | null
  secondFactor: SecondFactor
  secondFactors: SecondFactorStore
  waiting: WaitingHalls
  live: LiveRegion
  lines: HallLines
  audience: Audience
  noticeTargets: ChannelTargets
  noticeSettings: NoticeSettings
  clock: Clock
  log: Log
  /** A proxy that speaks TLS stands before the hub. */
  behindProxy: boolean
  isOurHost: HostCheck
  /** Cost N of the password hashes made here; lower for tests. */
  hashCost: number | undefined
}

/** A fresh id for a command of the hub's own. */
export function newCommandId({ clock }: Pick<ConsolePorts, 'clock'>): CommandId {
  return uuid7(clock.now(), freshBytes(10)) as CommandId
}
