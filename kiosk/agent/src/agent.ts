import { join } from 'node:path'
import { uuid7 } from '@service-hall/contract'
import type {
  CommandId,
  DeviceConfig,
  DeviceState,
  FactBatch,
  KioskView,
  Snapshot,
} from '@service-hall/contract'
import type { Cancel } from '@service-hall/server-kit'
import type { ImageStore } from '@service-hall/server-kit/image'
import { capabilities } from './capabilities.ts'
import type { AgentMemory } from './capabilities.ts'
import { AtScreen } from './customer/at-screen.ts'
import { HeldIdentities } from './outbox/held-identities.ts'
import { RELEASE } from './directive/release.ts'
import { StationDevices } from './devices/station-devices.ts'
import { HeardSurroundings } from './guidance/heard-surroundings.ts'
import { EffectList } from './effect-list.ts'
import { keyStore } from './hall/credentials.ts'
import type { DescriptionStore } from './hall/description.ts'
import { HallLink } from './hall/link.ts'
import type { HallMirror } from './hall/mirror.ts'
import { LetterPictures } from './letters/letter-pictures.ts'
import { awayFor, sinceBoot } from './memory/away.ts'
import { cashKeeping } from './payment/cash/keeping.ts'
import { ALLOWED, lastViewFile } from './options.ts'
import type { AgentOptions } from './options.ts'
import { unknownCommands } from './outbox/state.ts'
import { PlaylistImages } from './playlist/playlist-images.ts'
import type { Ports } from './ports.ts'
import { LastView } from './screen/last-view.ts'
import type { ScreenPort } from './screen/port.ts'
import { Refresher } from './screen/refresher.ts'
import { isPaying } from './payment/state.ts'
import { isBusy } from './session/state.ts'
import { kioskView } from './screen/view.ts'

/** How often what depends on the time of day is looked at. */
const LOOK_MS = 10_000
const MINUTE_MS = 60_000

/** What was kept on disk before this run. */
export type Kept = {
  memory: AgentMemory
  descriptions: DescriptionStore
  hall: HallMirror
  images: ImageStore
  /** Digests of what lies there. */
  imagesHere: readonly string[]
}

/**
 * The program of one station: carries what happens to its memory, its hall, its devices and its screen to the effects of
 * its capabilities. What they do is theirs (`capabilities.ts`).
 */
export class Agent {
  readonly #options: AgentOptions
  readonly #ports: Ports
  readonly #link: HallLink
  readonly #effects: EffectList
  readonly #refresher: Refresher
  readonly #lastView: LastView
  #screen: ScreenPort | undefined
  #enrolmentCode: string | null = null
  #cancelLook: Cancel | undefined

  /** Use `startAgent`. */
  constructor(options: AgentOptions, kept: Kept) {
    this.#options = options
    this.#lastView = new LastView(lastViewFile(options.data), options.log)
    this.#refresher = new Refresher(
      () => this.#view(),
      (view) => {
        this.#screen?.show(view)
        this.#lastView.save(view)
      },
    )
    this.#link = this.#openLink(kept.memory)
    this.#ports = this.#openPorts(kept)
    this.#effects = new EffectList(capabilities.flatMap(({ effects }) => effects?.(this.#ports) ?? []))
  }

  async start(): Promise<void> {
    const { openScreen, log, clock } = this.#options
    const { memory } = this.#ports
    const awayMs = awayFor(memory.state, clock)
    memory.listen({
      changed: () => this.#changed(),
      committed: (facts) => this.#effects.committed(facts),
      restored: (lost) => {
        this.#effects.restored(lost)
        this.#changed()
      },
    })
    memory.record([{ type: 'AgentStarted', ...sinceBoot(clock) }])
    this.#effects.start(awayMs)
    this.#link.start()
    this.#look()
    if (openScreen === null) return
    this.#screen = await openScreen({
      opened: () => {
        this.#effects.screenOpened()
        this.#refresher.again()
      },
      intent: (intent) => this.#effects.intent(intent),
      malformed: () => log.warn('screen.malformed'),
    })
  }

  /** Finishes what is in the printer's hands within seconds, then lets go of everything. */
  async stop(): Promise<void> {
    const { memory } = this.#ports
    this.#cancelLook?.()
    await this.#screen?.close()
    await this.#effects.stop()
    this.#link.stop()
    await memory.settled()
    await this.#lastView.settled()
    await memory.close()
  }

  #openLink(memory: AgentMemory): HallLink {
    const { hall, kind, data, enrolCode, clock, log } = this.#options
    return new HallLink(
      {
        hall,
        kind,
        code: enrolCode,
        keys: keyStore(join(data, 'keys'), log),
        unknownCommands: () => unknownCommands(memory.state.outbox).length,
        clock,
        log,
      },
      {
        onState: () => this.#changed(),
        onEnrolmentCode: (code) => {
          this.#enrolmentCode = code
          this.#refresher.touch()
        },
        onSnapshot: (snapshot) => this.#onSnapshot(snapshot),
        onFacts: (batch) => this.#onFacts(batch),
        onSurroundings: (told) => this.#onSurroundings(told),
      },
    )
  }

  #openPorts({ memory, descriptions, hall, images, imagesHere }: Kept): Ports {
    const { station, kind, data, clock, log, random, randomBytes, onRestart, onExitKiosk } = this.#options
    const { allows = ALLOWED, machine = null, capture = null, recentLog = null } = this.#options
    const { trusted = [], release = RELEASE, onInstalled = onRestart } = this.#options
    const letters = new LetterPictures(clock)
    const newId = (): CommandId => uuid7(clock.now(), randomBytes()) as CommandId
    return {
      station,
      data,
      clock,
      log,
      random,
      newId,
      memory,
      hall,
      descriptions,
      link: this.#link,
      devices: new StationDevices({
        clock,
        log,
        ...(kind === 'kiosk' ? { cash: cashKeeping(memory, newId, log) } : {}),
        glyphs: (letter) => letters.picture(letter),
        onState: (config, state) => this.#deviceChanged(config, state),
        onEvent: (told) => this.#effects.deviceEvent(told),
        onGone: (config) => this.#effects.deviceGone(config),
      }),
      letters,
      playlistImages: new PlaylistImages(images, this.#link, { clock, log, here: imagesHere }),
      surroundings: new HeardSurroundings(clock),
      identities: new HeldIdentities(),
      atScreen: new AtScreen(
        clock,
        () => isBusy(memory.state.session) || isPaying(memory.state.paymentOrders),
      ),
      followUp: (command, answer) => this.#effects.followUp(command, answer),
      refresh: () => this.#refresher.touch(),
      allows,
      machine,
      trusted,
      release,
      capture,
      recentLog,
      onRestart,
      onInstalled,
      onExitKiosk,
    }
  }

  #onSnapshot(snapshot: Snapshot): void {
    this.#ports.hall.take(snapshot)
    this.#effects.hallRead()
    this.#hallChanged()
  }

  #onFacts(batch: FactBatch): void {
    const { entries } = batch
    this.#ports.hall.followed(batch)
    this.#effects.hallFollowed(new Set(entries.map(({ fact }) => fact.type)))
    this.#hallChanged()
  }

  #onSurroundings(told: unknown): void {
    const { surroundings, hall, log } = this.#ports
    if (!surroundings.take(told, hall.hallNow())) log.warn('surroundings.notUnderstood')
    this.#refresher.touch()
  }

  #deviceChanged(config: DeviceConfig, state: DeviceState): void {
    this.#effects.deviceChanged(config, state)
    this.#hallChanged()
  }

  #hallChanged(): void {
    const { view } = this.#ports.hall
    if (view !== null) this.#effects.show(view)
    this.#changed()
  }

  #changed(): void {
    this.#effects.changed()
    this.#refresher.touch()
  }

  /** Services open and close, and the time that people read goes on, by the hall's clock alone. */
  #look(): void {
    this.#refresher.touch()
    const toNextMinute = MINUTE_MS - (this.#ports.hall.hallNow() % MINUTE_MS)
    this.#cancelLook = this.#options.clock.after(Math.min(LOOK_MS, toNextMinute + 1), () => this.#look())
  }

  #view(): KioskView {
    const { hall, memory, devices, link } = this.#ports
    const view = kioskView({
      config: hall.config,
      hall: hall.view,
      link: link.state,
      enrolmentCode: this.#enrolmentCode,
      devices: devices.devices,
      agent: memory.state,
      hallNow: hall.hallNow(),
    })
    return this.#effects.view(view)
  }
}
