import type { LinkConfig } from '../../link/config.ts'
import type { Outcome } from './device.ts'
import type { Field } from './field.ts'
import type { DeviceSurroundings } from './line-device.ts'
import type { DeviceErrorCode } from './status.ts'

/** A line that several devices may share. Those that name the same one can stand on it together. */
export type Bus = {
  readonly name: string
  /** Where a device is when its configuration gives no address. */
  readonly address: number
}

/** RS-485, on which displays, bars, pads and boards of different makers stand together. */
export const RS485: Bus = { name: 'rs485', address: 1 }

/** Something that an operator does at a device, or tells about it. */
export type Operation<Made> = {
  /** Whether this device can; default: every one of the kind. */
  fits?: (device: Made) => boolean
  run: (device: Made) => Promise<Outcome> | void
}

/** Everything that is to be known of a kind of device without having one. */
export type KindDefinition<Config, Made, Name extends string = string> = {
  /** Makes a device; `start()` begins to keep it alive. Throws when the configuration asks for what there is not. */
  readonly create: (config: Config, surroundings: DeviceSurroundings) => Made
  /** The dialects it speaks, as a configuration names them; the first is what is tried first. */
  readonly profiles: readonly ProfileOf<Config>[]
  /** What a configuration may say besides `id`, `kind`, `profile` and `link`. */
  readonly fields: Readonly<Record<FieldOf<Config>, Field>>
  /** Profiles that can share a line with others. The others need a line of their own. */
  readonly bus?: Readonly<Partial<Record<ProfileOf<Config>, Bus>>>
  /** A station has one at most: a program that wants one would not know which is meant. */
  readonly perStation?: true
  /** A counter has one at most. */
  readonly perCounter?: true
  /** What an operator can do there, besides `restart`, which every device can. */
  readonly operations?: Readonly<Record<Name, Operation<Made>>>
  /** Program in `simulators/` that plays each profile; null where none can. */
  readonly simulators: Readonly<Record<ProfileOf<Config>, string | null>>
  /** Errors it tells besides those of any device (`COMMON_ERRORS`). */
  readonly errors: readonly DeviceErrorCode[]
}

/** Names of a configuration's dialects. */
export type ProfileOf<Config> = Config extends { profile: infer Profile extends string } ? Profile : never

type FieldOf<Config> = Config extends unknown ? Exclude<keyof Config, 'id' | 'profile' | 'link'> : never

/**
 * Declares a kind of device, in `device/<kind>/kind.ts`. With one line in `device/kinds.ts` it is known everywhere: to the
 * host, the command line, device files, operators, the demo, and the tests that compare other lists with it. A field,
 * profile or simulator that is forgotten does not compile.
 *
 * @example
 * ```ts
 * // device/beeper/kind.ts
 * export const beeper = defineKind({
 *   create: createBeeper, // (config: BeeperConfig, surroundings: DeviceSurroundings) => Beeper
 *   profiles: ['tone'],
 *   fields: { volume: whole(1, 9) },
 *   bus: { tone: RS485 },
 *   perCounter: true,
 *   operations: { mute: { run: (beeper) => beeper.mute() } },
 *   simulators: { tone: 'beeper' }, // simulators/beeper.ts
 *   errors: [],
 * })
 * ```
 */
export function defineKind<
  Config extends { id: string; profile: string; link?: LinkConfig },
  Made extends { readonly kind: string; readonly profile: string },
  Name extends string = never,
>(kind: KindDefinition<Config, Made, Name>): KindDefinition<Config, Made, Name> {
  return kind
}

/** Names of a table, as the type has them. */
export function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[]
}
