import type {
  Answer,
  Command,
  DeviceConfig,
  DeviceState,
  FactType,
  HallView,
  KioskView,
} from '@service-hall/contract'
import type { ScreenIntent } from '@service-hall/contract'
import type { AgentFact } from './capabilities.ts'
import { callByType } from './capability.ts'
import type { Effects } from './capability.ts'
import type { DeviceEvent } from './devices/station-devices.ts'

/** The effects of all capabilities, called as one, in the order of the list. */
export class EffectList {
  readonly #all: readonly Effects[]

  constructor(all: readonly Effects[]) {
    this.#all = all
  }

  start(awayMs: number): void {
    for (const { start } of this.#all) start?.(awayMs)
  }

  changed(): void {
    for (const { changed } of this.#all) changed?.()
  }

  committed(facts: readonly AgentFact[]): void {
    for (const fact of facts) for (const { committed } of this.#all) callByType(committed, fact)
  }

  restored(lost: readonly AgentFact[]): void {
    for (const { restored } of this.#all) restored?.(lost)
  }

  hallRead(): void {
    for (const { hallRead } of this.#all) hallRead?.()
  }

  hallFollowed(types: ReadonlySet<FactType>): void {
    for (const { hallFollowed } of this.#all) hallFollowed?.(types)
  }

  show(hall: HallView): void {
    for (const { show } of this.#all) show?.(hall)
  }

  deviceChanged(config: DeviceConfig, state: DeviceState): void {
    for (const { deviceChanged } of this.#all) deviceChanged?.(config, state)
  }

  deviceEvent(told: DeviceEvent): void {
    for (const { deviceEvent } of this.#all) deviceEvent?.(told)
  }

  deviceGone(config: DeviceConfig): void {
    for (const { deviceGone } of this.#all) deviceGone?.(config)
  }

  screenOpened(): void {
    for (const { screenOpened } of this.#all) screenOpened?.()
  }

  intent(intent: ScreenIntent): void {
    for (const { intents } of this.#all) callByType(intents, intent)
  }

  followUp(command: Command, answer: Answer): AgentFact[] {
    return this.#all.flatMap(({ answered }) => {
      const handler = answered?.[command.type] as
        ((command: Command, answer: Answer) => AgentFact[]) | undefined
      return handler?.(command, answer) ?? []
    })
  }

  /** What the screen shows, by capabilities that have a say in it. */
  view(shown: KioskView): KioskView {
    return Object.assign({}, shown, ...this.#all.map(({ view }) => view?.(shown))) as KioskView
  }

  async stop(): Promise<void> {
    for (const { stop } of this.#all.toReversed()) await stop?.()
  }
}
