import { callPad } from './call-pad/kind.ts'
import { cardReader } from './card-reader/kind.ts'
import { cardTerminal } from './card-terminal/kind.ts'
import { cashAcceptor } from './cash-acceptor/kind.ts'
import { codeScanner } from './code-scanner/kind.ts'
import type { DeviceSurroundings } from './common/line-device.ts'
import { counterDisplay } from './counter-display/kind.ts'
import { idReader } from './id-reader/kind.ts'
import { indicator } from './indicator/kind.ts'
import { ledBar } from './led-bar/kind.ts'
import { printer } from './printer/kind.ts'
import { ratingPad } from './rating-pad/kind.ts'

/** Every kind of device there is, by the name a configuration has for it. A new one is a folder and a line here. */
export const deviceKinds = {
  printer,
  ratingPad,
  counterDisplay,
  ledBar,
  callPad,
  indicator,
  idReader,
  cardReader,
  cardTerminal,
  cashAcceptor,
  codeScanner,
}

type Kinds = typeof deviceKinds

/** Names a kind of device, as a configuration does. */
export type DeviceKind = keyof Kinds

/** What configures each kind, what it is, what it tells. */
export type DeviceKinds = {
  [Kind in DeviceKind]: {
    config: Parameters<Kinds[Kind]['create']>[0]
    device: ReturnType<Kinds[Kind]['create']>
    event: EventOf<ReturnType<Kinds[Kind]['create']>>
  }
}

type EventOf<Made> = Made extends { onEvent(listener: (event: infer Event) => void): unknown } ? Event : never

/** One device as a configuration names it. */
export type DeviceConfig = { [Kind in DeviceKind]: { kind: Kind } & DeviceKinds[Kind]['config'] }[DeviceKind]
/** A device of some kind; its `kind` tells which. */
export type AnyDevice = DeviceKinds[DeviceKind]['device']
/** What some device tells. */
export type DeviceEvent = DeviceKinds[DeviceKind]['event']

type Makers = {
  [Kind in DeviceKind]: {
    create(config: DeviceKinds[Kind]['config'], surroundings: DeviceSurroundings): DeviceKinds[Kind]['device']
  }
}

const makers: Makers = deviceKinds

/** Makes the device a configuration names; `start()` begins to keep it alive. */
export function createDevice<Kind extends DeviceKind>(
  config: { kind: Kind } & DeviceKinds[Kind]['config'],
  surroundings: DeviceSurroundings,
): DeviceKinds[Kind]['device'] {
  return makers[config.kind].create(config, surroundings)
}

/** Whether there is a kind of this name. */
export function isDeviceKind(name: unknown): name is DeviceKind {
  return typeof name === 'string' && Object.hasOwn(deviceKinds, name)
}
