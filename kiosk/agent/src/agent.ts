import { join } from 'node:path'
import { uuid7 } from '@service-hall/contract'
import type {
  CommandId,
  DeviceConfig,
  DeviceState,
  FactBatch,
  KioskView,
  ScreenIntent,
  Snapshot,
} from '@service-hall/contract'
import { CardDesk } from './card/card-desk.ts'
import { HeldIdentities, senderWith } from './card/held-identities.ts'
import { visitOf } from './card/visit.ts'
import type { Cancel } from './clock.ts'
import { FloorDevices } from './devices/floor-devices.ts'
import { Rack } from './devices/rack.ts'
import type { DrivenEvent } from './devices/rack.ts'
import { Reporter } from './devices/reporter.ts'
import { keyStore } from './hall/credentials.ts'
import type { DescriptionStore } from './hall/description.ts'
import { HallLink } from './hall/link.ts'
import type { HallMirror } from './hall/mirror.ts'
import type { Ledger } from './ledger/ledger.ts'
import { MaintenanceDesk } from './maintenance/desk.ts'
import { lastViewFile } from './options.ts'
import type { AgentOptions } from './options.ts'
import { Outbox } from './outbox/outbox.ts'
import { PrintRoom } from './paper/print-room.ts'
import { LastView } from './screen/last-view.ts'
import type { ScreenPort } from './screen/port.ts'
import { Refresher } from './screen/refresher.ts'
import { kioskView } from './screen/view.ts'
import { TicketDesk } from './ticket-desk.ts'

/** How often what depends on the time of day is looked at. */
const LOOK_MS = 10_000

/** The program of one station: its devices, its outbox, its line to the hall, and its screen if it has one. */
export class Agent {
  readonly #options: AgentOptions
  readonly #ledger: Ledger
  readonly #descriptions: DescriptionStore
  readonly #mirror: HallMirror
  readonly #link: HallLink
  readonly #rack: Rack
  readonly #reporter: Reporter
  readonly #floor: FloorDevices
  readonly #cards: CardDesk
  readonly #desk: TicketDesk
  readonly #maintenance: MaintenanceDesk
  readonly #outbox: Outbox
  readonly #prints: PrintRoom
  readonly #refresher: Refresher
  readonly #lastView: LastView
  #screen: ScreenPort | undefined
  #enrolmentCode: string | null = null
  #cancelLook: Cancel | undefined

  /** Use `startAgent`. */
  constructor(options: AgentOptions, ledger: Ledger, descriptions: DescriptionStore, mirror: HallMirror) {
    const { clock, log, hall, kind, data, enrolCode, random, randomBytes, onRestart, onExitKiosk } = options
    this.#options = options
    this.#ledger = ledger
    this.#descriptions = descriptions
    this.#mirror = mirror
    const newId = (): CommandId => uuid7(clock.now(), randomBytes()) as CommandId
    const onChanged = (): void => this.#refresher.touch()
    const identities = new HeldIdentities()
    this.#lastView = new LastView(lastViewFile(data), log)
    this.#refresher = new Refresher(
      () => this.#view(),
      (view) => {
        this.#screen?.show(view)
        this.#lastView.save(view)
      },
    )
    this.#rack = new Rack({
      clock,
      log,
      onState: (config, state) => this.#deviceChanged(config, state),
      onEvent: (told) => this.#deviceTold(told),
      onGone: ({ id }) => this.#reporter.drop(id),
    })
    this.#cards = new CardDesk({
      clock,
      log,
      mirror,
      reader: () => this.#rack.ofKind('idReader')[0],
      onChanged,
    })
    this.#desk = new TicketDesk({
      clock,
      log,
      ledger,
      mirror,
      newId,
      identities,
      identity: () => this.#cards.identity,
      hasPrinter: () => this.#rack.ofKind('printer').length > 0,
      onChanged: () => this.#followCard(),
    })
    this.#prints = new PrintRoom({
      clock,
      log,
      printer: () => this.#ticketPrinter(),
      config: () => mirror.config,
      onResult: (result) => this.#desk.printed(result),
    })
    this.#link = new HallLink(
      { hall, kind, code: enrolCode, keys: keyStore(join(data, 'keys'), log), clock, log },
      {
        onState: () => this.#followCard(),
        onEnrolmentCode: (code) => {
          this.#enrolmentCode = code
          onChanged()
        },
        onSnapshot: (snapshot) => this.#onSnapshot(snapshot),
        onFacts: (batch) => this.#onFacts(batch),
      },
    )
    this.#outbox = new Outbox({
      sender: senderWith(identities, this.#link),
      clock,
      log,
      random,
      onAnswer: (commandId, answer) => this.#desk.answered(commandId, answer),
    })
    this.#reporter = new Reporter({ sender: this.#link, newId, clock, log })
    this.#floor = new FloorDevices({
      rack: this.#rack,
      sender: this.#link,
      log,
      newId,
      hallNow: () => mirror.hallNow(),
      record: (facts) => ledger.record(facts),
      view: () => mirror.view,
      staff: (id) => mirror.staff(id),
    })
    this.#maintenance = new MaintenanceDesk({
      clock,
      log,
      ledger,
      rack: this.#rack,
      newId,
      pin: () => mirror.maintenancePin,
      onRestart,
      onExitKiosk,
    })
  }

  async start(): Promise<void> {
    const { openScreen, log } = this.#options
    this.#desk.start(this.#outbox, this.#prints)
    this.#configureDevices()
    this.#link.start()
    this.#look()
    if (openScreen === null) return
    this.#screen = await openScreen({
      opened: () => this.#refresher.again(),
      intent: (intent) => this.#onIntent(intent),
      malformed: () => log.warn('screen.malformed'),
    })
  }

  /** Finishes what is in the printer's hands within seconds, then lets go of everything. */
  async stop(): Promise<void> {
    this.#cancelLook?.()
    this.#desk.stop()
    this.#cards.stop()
    this.#maintenance.stop()
    this.#reporter.stop()
    await this.#screen?.close()
    await this.#rack.stop()
    this.#outbox.stop()
    this.#link.stop()
    await this.#ledger.settled()
    await this.#lastView.settled()
    await this.#ledger.close()
  }

  #onSnapshot(snapshot: Snapshot): void {
    this.#mirror.take(snapshot)
    if (this.#mirror.stationId !== this.#options.station) {
      this.#options.log.warn('station.otherId', {
        expected: this.#options.station,
        is: this.#mirror.stationId,
      })
    }
    this.#hallDescribed()
    this.#hallChanged()
    this.#desk.lookForPapers()
    this.#outbox.wake()
    this.#reporter.wake()
  }

  #onFacts({ entries }: FactBatch): void {
    this.#mirror.followed()
    const types = new Set(entries.map(({ fact }) => fact.type))
    if (types.has('HallConfigured')) this.#hallDescribed()
    if (types.has('TicketPaperResolved')) this.#desk.lookForPapers()
    this.#hallChanged()
  }

  #hallDescribed(): void {
    this.#configureDevices()
    const description = this.#mirror.description()
    if (description === null) return
    this.#descriptions
      .save(description)
      .catch((cause: unknown) => this.#options.log.error('description.notKept', cause))
  }

  #hallChanged(): void {
    const { view } = this.#mirror
    if (view !== null) this.#floor.follow(view)
    this.#followCard()
  }

  #configureDevices(): void {
    const own = this.#mirror.config?.devices.filter(({ station }) => station === this.#mirror.stationId)
    this.#rack.configure(own ?? [])
  }

  #deviceChanged(config: DeviceConfig, state: DeviceState): void {
    this.#options.log.info('device.state', { device: config.id, state: state.device, error: state.error })
    this.#reporter.note(config.id, state)
    if (config.kind === 'ratingPad' && state.device === 'online') this.#floor.padAgain(config.id)
    this.#hallChanged()
  }

  #deviceTold(told: DrivenEvent): void {
    if (told.kind === 'idReader') this.#cards.onEvent(told.config.id, told.event)
    else this.#floor.onEvent(told)
  }

  #followCard(): void {
    this.#cards.follow(visitOf(this.#ledger.state, this.#link.state))
    this.#refresher.touch()
  }

  #ticketPrinter() {
    const [printer] = this.#rack.ofKind('printer')
    return printer && { width: printer.config.paperWidth, print: printer.device.print.bind(printer.device) }
  }

  #onIntent(intent: ScreenIntent): void {
    switch (intent.type) {
      case 'issue':
        return this.#desk.touch(intent)
      case 'dismiss':
        return this.#desk.dismiss()
      case 'forgetCard':
        return this.#cards.forget()
      case 'unlockMaintenance':
      case 'lockMaintenance':
      case 'testDevice':
      case 'restartAgent':
      case 'exitKiosk':
        this.#maintenance
          .take(intent)
          .catch((cause: unknown) => this.#options.log.error('maintenance.failed', cause))
    }
  }

  /** Services open and close, and a shut maintenance page comes back, by the clock alone. */
  #look(): void {
    this.#refresher.touch()
    this.#cancelLook = this.#options.clock.after(LOOK_MS, () => this.#look())
  }

  #view(): KioskView {
    const { clock } = this.#options
    const view = kioskView({
      config: this.#mirror.config,
      hall: this.#mirror.view,
      link: this.#link.state,
      enrolmentCode: this.#enrolmentCode,
      devices: this.#rack.devices,
      agent: this.#ledger.state,
      now: clock.now(),
      hallNow: this.#mirror.hallNow(),
    })
    return { ...view, session: this.#desk.session, card: this.#cards.view }
  }
}
