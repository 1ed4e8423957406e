import type {
  Answer,
  Command,
  DeviceConfig,
  DeviceState,
  FactType,
  HallView,
  KioskView,
  ScreenIntent,
} from '@service-hall/contract'
import type { AgentFact } from './capabilities.ts'
import type { DeviceEvent } from './devices/station-devices.ts'
import type { AnySlice } from './memory/slice.ts'
import type { Ports } from './ports.ts'

/** Functions by the type of what they are called with; most capabilities care for few types. */
export type ByType<Message extends { type: string }, Result = void> = {
  [T in Message['type']]?: (message: Extract<Message, { type: T }>) => Result
}

/** What a capability does outside of the agent's state, and what it answers. The agent calls these; all are optional. */
export type Effects = {
  /**
   * Takes up what the last run left, so that nothing that was in its hands is done twice.
   *
   * @param awayMs since the last run's last fact; Infinity when the machine was started anew since
   */
  start?: (awayMs: number) => void
  /** The agent's state, the hall, the link or a device changed. What the state rests on may not be on disk yet. */
  changed?: () => void
  /** These facts are on disk and cannot be forgotten: what they set in motion may happen now. */
  committed?: ByType<AgentFact>
  /** Facts could not be kept; the state was read from disk again, and what is known beyond it is to be said again. */
  restored?: (lost: readonly AgentFact[]) => void
  /** A fresh view of the hall is here. */
  hallRead?: () => void
  /** Facts of these types were folded onto the view of the hall. */
  hallFollowed?: (types: ReadonlySet<FactType>) => void
  /** The hall or a device of this station changed: what devices show may be out of date. */
  show?: (hall: HallView) => void
  /** The first state of a device, and each change. */
  deviceChanged?: (config: DeviceConfig, state: DeviceState) => void
  deviceEvent?: (told: DeviceEvent) => void
  /** A device is no longer driven here. */
  deviceGone?: (config: DeviceConfig) => void
  /** A screen begins to look: all that it shows was forgotten, or it is another. */
  screenOpened?: () => void
  /** The screen asks for something. Each type of intent has one capability. */
  intents?: ByType<ScreenIntent>
  /** What follows from the hall's answer to a command of this type; kept in one group with the answer. */
  answered?: {
    [T in Command['type']]?: (command: Extract<Command, { type: T }>, answer: Answer) => AgentFact[]
  }
  /** Its part of what the screen shows, over what the agent's state alone says. */
  view?: (shown: KioskView) => Partial<KioskView>
  stop?: () => void | Promise<void>
}

/** One thing that the agent can do: a folder, and a line in `capabilities.ts`. */
export type Capability<Slices> = {
  /** Its parts of the agent's state, by their names in it. */
  slices: Slices
  effects?: (ports: Ports) => Effects
}

/**
 * Declares a capability.
 *
 * @example
 * ```ts
 * // kiosk/agent/src/paper/index.ts
 * export const paper = capability({ slices: { papers }, effects: paperEffects })
 * ```
 */
export function capability<Slices extends Record<string, AnySlice> = Record<never, never>>({
  slices,
  effects,
}: {
  slices?: Slices
  effects?: (ports: Ports) => Effects
}): Capability<Slices> {
  return { slices: slices ?? ({} as Slices), ...(effects ? { effects } : {}) }
}

/** Calls the function for the type of a message, where there is one. */
export function callByType<Message extends { type: string }, Result>(
  handlers: ByType<Message, Result> | undefined,
  message: Message,
): Result | undefined {
  const handler = handlers?.[message.type as Message['type']] as ((message: Message) => Result) | undefined
  return handler?.(message)
}
