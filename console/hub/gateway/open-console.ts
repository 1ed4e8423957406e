import { join } from 'node:path'
import { Cipher, keyFile } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import { hostCheck } from '@service-hall/server-kit/http'
import type { PageFolders } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import type { Server } from 'socket.io'
import { firstAccount } from '../access/first-account.ts'
import { OpenIdProvider } from '../access/oidc/provider.ts'
import type { OidcSettings } from '../access/oidc/settings.ts'
import { SecondFactor } from '../access/second-factor/second-factor.ts'
import { SecondFactorStore } from '../access/second-factor/store.ts'
import { ConsoleSessions } from '../access/sessions.ts'
import { ConsoleGuard } from '../access/sign-in-guard.ts'
import { AccountVault } from '../access/vault.ts'
import { openRecords, startCapabilities } from '../capabilities.ts'
import type { HubRecords } from '../capabilities.ts'
import type { Store } from '../core/store.ts'
import { HallLines } from '../halls/lines.ts'
import type { NodeLines } from '../halls/lines.ts'
import type { LiveRegion } from '../live/live-region.ts'
import { NO_GATEWAYS } from '../notice/settings.ts'
import type { NoticeSettings } from '../notice/settings.ts'
import { ChannelTargets } from '../notice/targets.ts'
import { WaitingHalls } from '../organisation/waiting-halls.ts'
import { PeopleVault } from '../people/vault.ts'
import type { ConsolePorts } from '../ports.ts'
import { Audience } from './audience.ts'
import { ConsoleSockets } from './console-sockets.ts'
import { consoleHttp } from './http.ts'

export type ConsoleOptions = {
  store: Store
  live: LiveRegion
  clock: Clock
  log: Log
  dataFolder: string
  behindProxy?: boolean | undefined
  /** Names by which browsers ask for this hub, besides its machine's own name and addresses. */
  hostNames?: readonly string[] | undefined
  hashCost?: number | undefined
  /** Where the built pages are; null: none are served. */
  pages?: PageFolders | null | undefined
  /** The company's own sign-in. */
  oidc?: OidcSettings | undefined
  /** Gateways by which notices leave. */
  notices?: NoticeSettings | undefined
  /** How often it is looked what other nodes wrote, ms. */
  lookEveryMs?: number | undefined
}

export type OpenConsole = {
  records: HubRecords
  /** Which halls may report. */
  directory: WaitingHalls
  app: FastifyInstance
  /** Serves the console on this Socket.IO server; `lines` are those of halls that are connected to this node. */
  attach(io: Server, lines: NodeLines): void
  close(): Promise<void>
}

/** Opens the hub's own records and what people reach of the hub. */
export async function openConsole(options: ConsoleOptions): Promise<OpenConsole> {
  const { store, clock, log, lookEveryMs } = options
  const records = await openRecords({ store, clock, log }, { lookEveryMs })
  try {
    return await openAround(records, options)
  } catch (error) {
    await records.close()
    throw error
  }
}

/** What people reach, around the records. */
async function openAround(records: HubRecords, options: ConsoleOptions): Promise<OpenConsole> {
  const { store, live, clock, log, dataFolder, behindProxy = false, hostNames = [], hashCost } = options
  const cipher = new Cipher(await keyFile(join(dataFolder, 'people.key')))
  const vault = new AccountVault(store, cipher)
  const secondFactors = new SecondFactorStore(store, cipher)
  const key = await keyFile(join(dataFolder, 'console.key'))
  const waiting = new WaitingHalls(store, records.state, clock)
  const ports: ConsolePorts = {
    ...{
      store,
      records,
      vault,
      people: new PeopleVault(store, cipher),
      waiting,
      live,
      lines: new HallLines(),
      audience: new Audience(),
      noticeTargets: new ChannelTargets(store, cipher),
      noticeSettings: options.notices ?? NO_GATEWAYS,
      clock,
      log,
      behindProxy,
      hashCost,
    },
    sessions: new ConsoleSessions(store, records.state, { key, clock }),
    guard: new ConsoleGuard(clock, key),
    identity: options.oidc ? new OpenIdProvider(options.oidc) : null,
    secondFactors,
    secondFactor: new SecondFactor(secondFactors, clock),
    isOurHost: hostCheck({ names: hostNames, behindProxy }),
  }
  await firstAccount({ records, vault, clock, log, dataFolder, hashCost })
  for (const hallId of records.state.halls.keys()) live.hall(hallId)
  const app = await consoleHttp(ports, options.pages ?? null, key)
  const stop = startCapabilities(ports)
  let sockets: ConsoleSockets | null = null
  return {
    ...{ records, app, directory: waiting },
    attach(io, lines) {
      sockets = new ConsoleSockets(io, ports)
      ports.lines.serve(lines)
      ports.audience.serve(sockets)
    },
    async close() {
      await stop()
      sockets?.close()
      await app.close()
      await records.close()
    },
  }
}
