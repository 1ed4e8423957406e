import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { compact, configNotices, localTime, publicConfig } from '@service-hall/contract'
import { Tokens, createLog, keyFile, systemClock, tightenFolder, within } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { HallFile } from '@service-hall/contract'
import { databaseInUse } from '@service-hall/journal'
import { effectsOf, executeWith, mountRoutes, openHall } from './capabilities.ts'
import type { HallState } from './capabilities.ts'
import { importHall } from './configuration/import-hall.ts'
import { readHallFile } from './configuration/read-hall-file.ts'
import { Effects } from './core/effects.ts'
import type { HallOf } from './core/hall.ts'
import { FileSender } from './file/file-sender.ts'
import { FileSpool } from './file/spool.ts'
import { Connections, TIME_LIMITS } from './gateway/connections.ts'
import type { TimeLimits } from './gateway/connections.ts'
import { httpServer } from './gateway/http.ts'
import { builtPages, hostCheck } from '@service-hall/server-kit/http'
import type { PageFolders } from '@service-hall/server-kit/http'
import { ImageFetcher, ImageStore } from '@service-hall/server-kit/image'
import { Sessions } from './gateway/sessions.ts'
import { HallSockets } from './gateway/sockets.ts'
import { BrowserClaims, Claims } from './gateway/claims.ts'
import { delayPolicy } from './staff/delay-policy.ts'
import { endOverdue } from './staff/overdue.ts'
import { notePasswords } from './staff/passwords.ts'
import { fetchLost } from './media/effects.ts'
import { HallMetrics } from './monitoring/metrics.ts'
import { openPaymentSystems, readSystems } from './payment/open-systems.ts'
import type { RunningSystems } from './payment/open-systems.ts'
import { Reconciler } from './payment/reconcile/schedule.ts'
import type { Ports } from './ports.ts'
import { openUplink } from './region/open-uplink.ts'
import type { Uplink } from './region/uplink.ts'
import { PackageKeeper } from './release/package-keeper.ts'
import { PinGuard } from './station/pin-guard.ts'
import { WaitingMachines } from './station/waiting-machines.ts'
import { SurroundingsAsker } from './surroundings/asker.ts'
import { SurroundingsKeeper } from './surroundings/keeper.ts'
import { openVault } from './vault/open-vault.ts'
import type { Vault } from './vault/store.ts'

export type ServerOptions = {
  configFile: string
  /** Folder of the journal, the vault and the keys; made when missing. */
  dataFolder: string
  /** 0: any free port. */
  port: number
  host: string
  /** Whether to serve the pages of `npm run build`; or the folders of other ones. */
  pages: boolean | PageFolders
  /** See `Ports.behindProxy`. Default: no. */
  behindProxy?: boolean
  /** Address of the region's hub, instead of the one in the file. */
  hub?: string | undefined
  /** JSON file of the systems to pay by, instead of `paymentSystems` in the hall's file. */
  paymentSystems?: string | undefined
  /** Names by which browsers and stations ask for this server, besides its machine's own name and addresses. */
  hostNames?: readonly string[]
  clock?: Clock
  log?: Log
  /** How long peers may take; shorter for tests. */
  timeLimits?: TimeLimits
  /** Cost N of the password hashes made here; lower for tests. */
  hashCost?: number
}

export type RunningServer = {
  port: number
  /** The line to the region; null: the hall belongs to none. */
  uplink: Uplink | null
  hall: HallOf<HallState>
  close(): Promise<void>
}

/** How often due work is looked for, ms. */
const TICK_MS = 500

/** Every so many ticks it is looked whether a tool has set a password in the vault. */
const PASSWORDS_EVERY = 4

/** What images of playlists may take of the hall's disk, bytes: five full playlists. */
const MOST_IMAGE_BYTES = 200_000_000

/** How long an orderly stop waits for what is under way outside, ms. */
const EFFECTS_MS = 1_000

/** Reads the configuration, wires every part of one hall's server, listens. The only place that knows everybody. */
export async function startHallServer(options: ServerOptions): Promise<RunningServer> {
  const { configFile, dataFolder, clock = systemClock, log = createLog() } = options
  const file = await fileOf(options)
  log.info('database.inUse', await databaseInUse())
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  await tightenFolder(dataFolder, log)
  const tokenKey = await keyFile(join(dataFolder, 'session.key'))
  const vault = await openVault(dataFolder)
  const opened: Closable[] = [vault]
  try {
    const hall = await openHall({ path: join(dataFolder, 'journal.sqlite'), clock, log })
    opened.unshift(hall)
    await importHall(hall, vault, file, { hashCost: options.hashCost, log })
    tellFile(file, clock, log)
    const path = options.paymentSystems ?? configFile
    const payments = await openPaymentSystems(file, { path, clock, log })
    opened.unshift({ close: () => Promise.resolve(payments.stop()) })
    return await serve(options, { file, hall, vault, tokenKey, payments, clock, log })
  } catch (error) {
    // A start that fails holds nothing: the next one must find the files free.
    await Promise.allSettled(opened.map((one) => one.close()))
    throw error
  }
}

/** The hall's file, with the systems to pay by of another one where that is named. */
async function fileOf({ configFile, paymentSystems }: ServerOptions): Promise<HallFile> {
  const file = await readHallFile(configFile)
  return paymentSystems === undefined ? file : { ...file, paymentSystems: await readSystems(paymentSystems) }
}

/** The hall's own time, by which a wrong zone is seen at once, and what in its file is hardly meant. */
function tellFile(file: HallFile, clock: Clock, log: Log): void {
  const { timeZone } = file.hall
  const { day, time } = localTime(clock.now(), timeZone)
  log.info('hall.time', { now: `${day} ${time}`, timeZone })
  for (const { path, text } of configNotices(publicConfig(file)))
    log.warn('configuration.notice', { path, notice: text.en })
}

type Closable = { close(): Promise<void> }
type Opened = {
  file: HallFile
  hall: HallOf<HallState>
  vault: Vault
  tokenKey: Buffer
  payments: RunningSystems
  clock: Clock
  log: Log
}

/** Wires and listens, on files that are open. */
async function serve(
  options: ServerOptions,
  { file, hall, vault, tokenKey, payments, clock, log }: Opened,
): Promise<RunningServer> {
  const { dataFolder, timeLimits = TIME_LIMITS, behindProxy = false, hostNames = [] } = options
  if (behindProxy && hostNames.length === 0) log.warn('hosts.leftToProxy')
  const metrics = new HallMetrics(hall, clock)
  const region = options.hub === undefined ? file.region : { ...file.region, hub: options.hub }
  const uplink = region ? await openUplink(region, { hall, dataFolder, clock, log }) : null
  const files = await FileSpool.open(join(dataFolder, 'outgoing'), log)
  const fileSender = uplink && new FileSender(files, uplink, { clock, log })
  if (fileSender) uplink.onOnline(() => fileSender.lineCame())
  const surroundings =
    uplink && (await SurroundingsKeeper.open({ path: join(dataFolder, 'surroundings.json'), clock, log }))
  const asker = surroundings && new SurroundingsAsker(uplink, { keeper: surroundings, clock, log })
  if (asker) uplink.onOnline(() => asker.lineCame())
  const images = await ImageStore.open(join(dataFolder, 'images'), MOST_IMAGE_BYTES)
  const imageFetcher = uplink && new ImageFetcher(images, uplink, { clock, log })
  if (imageFetcher)
    uplink.onOnline(() => {
      imageFetcher.lookAgain()
      fetchLost({ hall, images, imageFetcher, log }).catch((error: unknown) =>
        log.error('images.notLooked', error),
      )
    })
  const packages =
    uplink && (await PackageKeeper.open(join(dataFolder, 'packages'), { line: uplink, hall, clock, log }))
  if (packages) uplink.onOnline(() => packages.lineCame())
  const ports: Ports = {
    hall,
    uplink,
    files,
    surroundings,
    images,
    imageFetcher,
    packages,
    payments,
    vault,
    sessions: new Sessions(hall, new Tokens(tokenKey, Claims), clock),
    machines: new WaitingMachines(clock),
    clock,
    log,
    metrics,
    dataFolder,
    preApproved: new Map(file.preApproved.map((row) => [compact(row.code), row.station])),
    pins: new PinGuard({ pin: file.maintenancePin, policy: () => delayPolicy(hall.config), clock, log }),
    behindProxy,
    isOurHost: hostCheck({ names: hostNames, behindProxy }),
    hashCost: options.hashCost,
    browsers: new Tokens(tokenKey, BrowserClaims),
  }
  const built = builtPages(join(import.meta.dirname, '../dist'))
  const folders = options.pages === true ? built : options.pages || null
  const app = await httpServer(ports, (inside) => mountRoutes(inside, ports), folders, timeLimits)
  const connections = new Connections(clock, log)
  // A proxy brings everybody's connections from one address, and has bounds of its own.
  if (!ports.behindProxy) connections.watch(app.server)
  const sockets = new HallSockets(app.server, ports, executeWith(ports), {
    introductionMs: timeLimits.introductionMs,
    isKnown: (socket) => connections.isKnown(socket),
  })
  metrics.watchSockets(() => sockets.byAudience())
  const effects = new Effects(hall, effectsOf(ports), { clock, log })
  const reconciler = new Reconciler(ports)
  sockets.tick() // a server that starts has nobody connected, whatever its journal last said
  const unplug = async (): Promise<void> => {
    fileSender?.stop()
    asker?.stop()
    imageFetcher?.stop()
    packages?.stop()
    uplink?.stop()
    payments.stop()
    effects.stop()
    await within(clock, EFFECTS_MS, Promise.all([effects.settled(), reconciler.settled()]), undefined)
    await sockets.close()
    metrics.close()
    await app.close()
    await files.settled()
    await packages?.settled()
    await surroundings?.settled()
  }
  try {
    await app.listen({ port: options.port, host: options.host })
  } catch (error) {
    await unplug()
    throw error
  }
  uplink?.start()
  fileSender?.start()
  reconciler.start()
  let ticks = 0
  const ticker = setInterval(() => {
    sockets.tick()
    endOverdue(ports)
    if (ticks++ % PASSWORDS_EVERY === 0)
      notePasswords(ports).catch((error: unknown) => log.error('passwords.notNoted', error))
    hall.tick().catch((error: unknown) => log.error('tick.failed', error))
  }, TICK_MS)
  const { port } = app.server.address() as AddressInfo
  log.info('server.listening', { port, number: hall.committedNumber })

  return {
    port,
    uplink,
    hall,
    async close() {
      clearInterval(ticker)
      await unplug()
      await hall.close()
      await vault.close()
    },
  }
}
