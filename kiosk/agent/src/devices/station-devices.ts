import { lineAddress } from '@service-hall/contract'
import type { DeviceConfig, DeviceConfigOf, DeviceState } from '@service-hall/contract'
import { createLineBook, startDevices } from '@service-hall/drivers'
import type {
  AnyDevice,
  CashMemory,
  CashRecord,
  Clock,
  DeviceConfig as DriverConfig,
  DeviceHost,
  DeviceKind,
  DeviceKinds,
  GlyphSource,
  LineBook,
} from '@service-hall/drivers'
import { reasonOf } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import { deviceState } from './device-state.ts'
import { driverConfig } from './driver-config.ts'

export type StationDevicesOptions = {
  clock: Clock
  log: Log
  /** Keeps what acceptors did; absent: no machine that takes money is driven here. */
  cash?: CashKeeping
  /** Letters that printers lack. */
  glyphs?: GlyphSource
  /** The first state of every device, and each change. */
  onState: (config: DeviceConfig, state: DeviceState) => void
  onEvent: (told: DeviceEvent) => void
  /** A device is no longer driven here. */
  onGone: (config: DeviceConfig) => void
}

/** Where the memory of a cash acceptor is kept, so that no note is lost or counted twice. */
export type CashKeeping = {
  /** What was kept last; undefined: nothing yet. */
  memoryOf: (deviceId: string) => CashMemory | undefined
  /** Resolves when it is on disk, and rejects when it is not. */
  keep: (deviceId: string, record: CashRecord) => Promise<void>
}

/** A device with its row in the hall's configuration and its state. */
export type Driven<Kind extends DeviceKind> = {
  config: DeviceConfigOf<Kind>
  state: DeviceState
  device: DeviceKinds[Kind]['device']
}

/** Something that a device told. */
export type DeviceEvent = {
  [Kind in DeviceKind]: { kind: Kind; config: DeviceConfigOf<Kind>; event: DeviceKinds[Kind]['event'] }
}[DeviceKind]

type Slot = { config: DeviceConfig; text: string; host: DeviceHost | null; state: DeviceState }

const misconfigured: DeviceState = { device: 'noDevice', error: 'misconfigured', action: 'configuration' }
/** Where no account of money is kept, no machine that takes any is touched. */
const notDriven: DeviceState = { device: 'noDevice', error: 'notDriven', action: 'configuration' }

/** The devices of this station. What changed in the configuration is restarted, the others go on undisturbed. */
export class StationDevices {
  readonly #options: StationDevicesOptions
  readonly #slots = new Map<string, Slot>()
  /** Devices that let go of their line, by id: a successor on the same line waits for it. */
  readonly #leaving = new Map<string, Promise<void>>()
  /** Devices of a bus find each other in the book of their line, by all that the hall's file says of it. */
  readonly #books = new Map<string, LineBook>()
  #wanted: readonly DeviceConfig[] = []

  constructor(options: StationDevicesOptions) {
    this.#options = options
  }

  /** Drives exactly these from now on. */
  configure(devices: readonly DeviceConfig[]): void {
    this.#wanted = devices
    const texts = new Map(devices.map((config) => [config.id as string, JSON.stringify(config)]))
    for (const [id, slot] of this.#slots) if (texts.get(id) !== slot.text) this.#remove(id, slot)
    this.#fill()
  }

  /** In the order of the configuration. */
  get devices(): { config: DeviceConfig; state: DeviceState }[] {
    return this.#wanted.flatMap(({ id }) => this.#slots.get(id) ?? [])
  }

  /** The devices of a kind that are driven here, in the order of the configuration. */
  ofKind<Kind extends DeviceKind>(kind: Kind): Driven<Kind>[] {
    return this.#wanted.flatMap((wanted) => {
      const slot = this.#slots.get(wanted.id)
      const device = slot?.host?.device(kind, wanted.id)
      return slot && device && isOfKind(slot.config, kind)
        ? [{ config: slot.config, state: slot.state, device }]
        : []
    })
  }

  device(id: string): AnyDevice | undefined {
    return this.#slots.get(id)?.host?.devices.get(id)
  }

  /** Lets go of a device and opens it anew. False: it is not driven here. */
  async reopen(id: string): Promise<boolean> {
    const slot = this.#slots.get(id)
    if (!slot) return false
    this.#remove(id, slot)
    await this.#leaving.get(id)
    this.#fill()
    return true
  }

  async stop(): Promise<void> {
    this.configure([])
    await Promise.all(this.#leaving.values())
  }

  #fill(): void {
    for (const config of this.#wanted) {
      if (!this.#slots.has(config.id) && !this.#leaving.has(config.id)) this.#add(config)
    }
  }

  #add(config: DeviceConfig): void {
    const { clock, cash, onEvent } = this.#options
    const isUnkept = config.kind === 'cashAcceptor' && cash === undefined
    const driver = isUnkept ? null : driverConfig(config)
    const state = isUnkept ? notDriven : misconfigured
    const slot: Slot = { config, text: JSON.stringify(config), host: null, state }
    this.#slots.set(config.id, slot)
    if (driver !== null) {
      slot.host = startDevices([this.#withOurs(driver)], {
        clock,
        lines: this.#bookOf(config),
        onStatus: (_id, status) => this.#note(slot, deviceState(status)),
        // A device tells the events of its own kind only.
        onEvent: (_id, event) => onEvent({ kind: config.kind, config, event } as DeviceEvent),
      })
      const status = slot.host.devices.get(config.id)?.status
      if (status) slot.state = deviceState(status)
    }
    this.#options.onState(config, slot.state)
  }

  #withOurs(driver: DriverConfig): DriverConfig {
    const { glyphs, cash } = this.#options
    if (driver.kind === 'cashAcceptor' && cash) {
      const { id } = driver
      const resumeFrom = cash.memoryOf(id)
      return { ...driver, record: (record) => cash.keep(id, record), ...(resumeFrom ? { resumeFrom } : {}) }
    }
    return driver.kind === 'printer' && glyphs ? { ...driver, glyphs } : driver
  }

  #bookOf({ link }: DeviceConfig): LineBook {
    const key = JSON.stringify({ ...link, url: lineAddress(link.url) })
    const book = this.#books.get(key) ?? createLineBook()
    this.#books.set(key, book)
    return book
  }

  #remove(id: string, slot: Slot): void {
    this.#slots.delete(id)
    this.#options.onGone(slot.config)
    if (slot.host === null) return
    const left = slot.host
      .stop()
      .catch((cause: unknown) =>
        this.#options.log.warn('device.stop', { device: id, reason: reasonOf(cause) }),
      )
      .then(() => {
        this.#leaving.delete(id)
        this.#fill()
      })
    this.#leaving.set(id, left)
  }

  #note(slot: Slot, state: DeviceState): void {
    if (this.#slots.get(slot.config.id) !== slot) return
    // States of the driver that are the same to the hall are one state.
    if (JSON.stringify(slot.state) === JSON.stringify(state)) return
    slot.state = state
    this.#options.onState(slot.config, state)
  }
}

function isOfKind<Kind extends DeviceKind>(config: DeviceConfig, kind: Kind): config is DeviceConfigOf<Kind> {
  return config.kind === kind
}
