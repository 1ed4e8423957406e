import { readFileSync } from 'node:fs'
import { systemClock, within } from '../src/clock.ts'
import { startDevices } from '../src/device-host.ts'
import type { DeviceHost, HostOptions } from '../src/device-host.ts'
import type { AnyDevice, DeviceConfig, DeviceKind, DeviceKinds } from '../src/device/kinds.ts'
import { readDeviceFile } from './device-file.ts'
import { UsageError } from './usage-error.ts'

export { UsageError }

/** What a command is run with. */
export type Session = {
  devices: readonly DeviceConfig[]
  /** The positional arguments after the command's name. */
  args: readonly string[]
  values: Readonly<Record<string, string | boolean | undefined>>
  /** Ends the command early: Ctrl-C. */
  signal: AbortSignal
  /** Prints a result: the object with `--json`, else the text. */
  tell: (object: unknown, text: string) => void
}

const ONLINE_MS = 5_000
/** A timer that is set to longer runs out at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The devices of the file, or those given on the command line as `kind:profile@url`. Tells problems of the file on stderr. */
export function devicesOf(file: string | undefined, inline: readonly string[]): DeviceConfig[] {
  const given = inline.map(inlineDevice)
  if (file === undefined && given.length > 0) return given
  const path = file ?? 'devices.yaml'
  const { devices, problems } = readDeviceFile(textOf(path))
  for (const { line, code, sentence } of problems) console.error(`${path}:${line}: ${sentence} (${code})`)
  const all = [...given, ...devices]
  if (all.length === 0)
    throw new UsageError(`${path} names no device${problems.length > 0 ? ' that can be used' : ''}.`)
  return all
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(
      `There is no device file ${path}. Name one by --devices FILE, or a device by --device kind:profile@url.`,
    )
  }
}

/** `printer:epson@serial:/dev/ttyUSB0` or `printer:epson@tcp://host:port`; the device is called after its kind. */
function inlineDevice(text: string, index: number): DeviceConfig {
  const [, kind, profile = '', url = ''] = /^(\w+):([\w-]+)(?:@(.*))?$/.exec(text) ?? []
  // A reader of the PC/SC service has no line of its own.
  if (kind === undefined || (url === '' && profile !== 'pcsc'))
    throw new UsageError(`${text} is no kind:profile@url.`)
  const link = url.startsWith('/') ? `serial:${url}` : url
  const { devices, problems } = readDeviceFile(
    JSON.stringify([
      { id: index === 0 ? kind : `${kind}-${index + 1}`, kind, profile, ...(url !== '' && { link }) },
    ]),
  )
  const [device] = devices
  if (!device) throw new UsageError(problems[0]?.sentence ?? `${text} is no kind:profile@url.`)
  return device
}

/** The one device of a kind that is meant: by name, or the only one. */
export function chosen(session: Session, name: string | undefined, kind?: DeviceKind): DeviceConfig {
  const fitting = session.devices.filter((device) => kind === undefined || device.kind === kind)
  const [first, second] = name === undefined ? fitting : fitting.filter(({ id }) => id === name)
  const what = kind ?? 'device'
  if (!first)
    throw new UsageError(name === undefined ? `There is no ${what}.` : `There is no ${what} called ${name}.`)
  if (second) throw new UsageError(`Which? ${fitting.map(({ id }) => id).join(', ')}`)
  return first
}

/** Starts devices, lets `work` be done, and stops them whatever happens. */
export async function withHost<T>(
  devices: readonly DeviceConfig[],
  options: HostOptions,
  work: (host: DeviceHost) => Promise<T>,
): Promise<T> {
  const host = startDevices(devices, options)
  try {
    return await work(host)
  } finally {
    await host.stop()
  }
}

/** Lets `work` be done with one device of a kind, once it is online, or has failed to be within seconds. */
export function withDevice<Kind extends DeviceKind>(
  session: Session,
  kind: Kind,
  name: string | undefined,
  work: (device: DeviceKinds[Kind]['device']) => Promise<number>,
): Promise<number> {
  const config = chosen(session, name, kind)
  return withHost([config], {}, async (host) => {
    const device = host.device(kind, config.id)
    if (!device) return failed(session, config.id, host.describe()[0]?.problem ?? 'it could not be made')
    await untilSettled(device, session.signal)
    return work(device)
  })
}

/** Waits until a device is online or says what is wrong with it, for some seconds at most. */
export async function untilSettled(device: AnyDevice, signal: AbortSignal): Promise<void> {
  const settled = new Promise<void>((resolve) => {
    const look = () => {
      const { device: state, error } = device.status
      if (state !== 'online' && error === undefined && !signal.aborted) return
      unsubscribe()
      resolve()
    }
    const unsubscribe = device.onStatus(look)
    signal.addEventListener('abort', look, { once: true })
    look()
  })
  await within(systemClock, ONLINE_MS, settled, undefined)
}

/** Ends by Ctrl-C, or after the seconds of `--for`. */
export function endOf({ signal, values }: Session): AbortSignal {
  if (values['for'] === undefined) return signal
  const over = new AbortController()
  setTimeout(() => over.abort(), Math.min(Number(values['for']) * 1_000, LONGEST_TIMER_MS))
  return AbortSignal.any([signal, over.signal])
}

/** Tells a failure; exit code 1. */
export function failed(session: Session, device: string, reason: unknown): 1 {
  const error = reasonOf(reason)
  session.tell({ ok: false, device, error: reason }, `${device}: ${error}`)
  return 1
}

/** An error in words, with what the operator is to do. */
export function reasonOf(reason: unknown): string {
  if (typeof reason !== 'object' || reason === null || !('code' in reason)) return String(reason)
  // What was stopped in order asks nothing of anybody.
  const asks = 'action' in reason && reason.code !== 'stopped'
  const action = asks ? actions[String(reason.action)] : undefined
  return action === undefined ? String(reason.code) : `${String(reason.code)} – ${action}`
}

/** What each action of an error asks for. */
const actions: Readonly<Record<string, string>> = {
  clear: 'staff of the hall can clear it (paper, cover, card, cable)',
  maintenance: 'an engineer is needed',
  suspend: 'wait, it recovers by itself',
  reset: 'a reset is needed',
  configuration: 'another setting is needed',
}
