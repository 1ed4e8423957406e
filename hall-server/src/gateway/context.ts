import type { Log, PasswordRecord } from '@service-hall/server-kit'
import type { Hall } from '../core/hall.ts'
import type { EnrolmentDesk } from '../station/desk.ts'
import type { Vault } from '../vault/store.ts'
import type { Sessions } from './sessions.ts'

/** What the routes of the gateway work with. */
export type Gateway = {
  hall: Hall
  vault: Vault
  sessions: Sessions
  desk: EnrolmentDesk
  log: Log
  /** Codes known beforehand → station id. */
  preApproved: ReadonlyMap<string, string>
  maintenancePin: PasswordRecord
  /** Whether one proxy that speaks TLS stands in front: its word on client and host counts, cookies are secure. */
  behindProxy: boolean
}
