import { deviceKinds, isDeviceKind } from '../src/device/kinds.ts'
import { simulatorOf } from '../src/device/simulators.ts'

/** Programs that play no kind of device: several devices on one line; a card for the PC/SC service. */
export const OTHER_SIMULATORS: readonly string[] = ['bus', 'pcsc-card']

/** Profiles of a kind that have a simulator, by kind. */
export function simulatedProfiles(): readonly (readonly [kind: string, profiles: readonly string[]])[] {
  return Object.entries(deviceKinds).map(([kind, { profiles }]) => [
    kind,
    profiles.filter((profile) => isDeviceKind(kind) && simulatorOf(kind, profile) !== null),
  ])
}

/** The files of a kind's simulators; of one, when it is named by its file or the profile is given. Empty when there is none. */
export function simulatorFiles(kind: string, profile?: string): readonly string[] {
  if (!isDeviceKind(kind)) return allFiles().filter((file) => file === kind)
  const one = profile === undefined ? null : simulatorOf(kind, profile)
  return one === null ? filesOf(kind) : [one]
}

/** The simulator of a kind and profile; also by the name of its file. `undefined` when there is none. */
export function simulatorFile(kind: string, profile: string | undefined): string | undefined {
  return simulatorFiles(kind, profile)[0]
}

function allFiles(): readonly string[] {
  return [...Object.keys(deviceKinds).flatMap(filesOf), ...OTHER_SIMULATORS]
}

function filesOf(kind: string): readonly string[] {
  if (!isDeviceKind(kind)) return []
  const files = Object.values<string | null>(deviceKinds[kind].simulators)
  return [...new Set(files)].filter((file) => file !== null)
}
