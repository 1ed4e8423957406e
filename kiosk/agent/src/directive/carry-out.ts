import { DirectiveWork, imagesOf, slidesOf } from '@service-hall/contract'
import type { DirectiveId, DirectiveOutcome, StationSettings } from '@service-hall/contract'
import { reasonOf, settingsDigest } from '@service-hall/server-kit'
import { handOver } from '../files/hand-over.ts'
import { packedLog, pictureAtRest } from '../files/make.ts'
import type { Ports } from '../ports.ts'
import type { PackageKeeper } from '../release/package-keeper.ts'
import type { StageWork } from './decide.ts'
import type { Known } from './state.ts'

/** Bounds of a machine that is off: it comes on again. */
const toSeconds = (ms: number): number => Math.round(ms / 1_000)

type CarryPorts = Ports & { packages: PackageKeeper; ends: AbortSignal }

/** Does what was begun. Null: the program or the machine ends by it, and the next run says how it went. */
export async function carryOut(
  directiveId: string,
  { work, deviceId }: Known,
  ports: CarryPorts,
): Promise<DirectiveOutcome | null> {
  const { data: known } = DirectiveWork.safeParse(work)
  if (!known) return failed('directive.unknownKind')
  try {
    return await byKind(directiveId, known, deviceId, ports)
  } catch (cause) {
    return failed('directive.machineFailed', reasonOf(cause))
  }
}

function failed(code: string, detail?: string): DirectiveOutcome {
  return { is: 'failed', code, ...(detail === undefined ? {} : { detail: detail.slice(0, 200) }) }
}

async function byKind(
  directiveId: string,
  work: DirectiveWork,
  deviceId: string | undefined,
  ports: CarryPorts,
): Promise<DirectiveOutcome | null> {
  const { machine, devices, log, onRestart } = ports
  log.info('directive.begun', { directive: directiveId, kind: work.kind })
  switch (work.kind) {
    case 'restartApp':
      onRestart()
      return null
    case 'reboot':
      if (!machine) return failed('directive.notSupported')
      await machine.reboot()
      return null
    case 'powerOff':
      if (!machine) return failed('directive.notSupported')
      await machine.powerOff(toSeconds(work.forMs))
      return null
    case 'configure':
      return configure(directiveId, work.settings, ports)
    case 'stageSoftware':
      return stage(directiveId, work, ports)
    case 'resetDevice':
      return (await devices.reopen(deviceId ?? '')) ? { is: 'done' } : failed('device.unknown')
    case 'logs':
      return handOver(directiveId, 'application/gzip', () => packedLog(ports, work.bytes), ports)
    case 'screenshot':
      return handOver(directiveId, 'image/jpeg', () => pictureAtRest(ports), ports)
    default:
      return failed('directive.notSupported')
  }
}

/**
 * A package that is ready is read and checked once more, on this machine's own disk. It is installed once that is noted
 * (`Installs`), and the next run of the program says how it went.
 */
async function stage(
  directiveId: string,
  work: StageWork,
  { packages, memory, clock, release }: CarryPorts,
): Promise<DirectiveOutcome | null> {
  if (work.version === release) return { is: 'done', report: { release } }
  const found = await packages.verified(work)
  if ('code' in found) return failed(found.code, found.detail)
  if (!work.activate) return { is: 'done', report: { bytes: found.bytes, release } }
  const uptimeMs = Math.round(clock.uptime?.() ?? clock.monotonic())
  const isKept = memory.record([{ type: 'InstallBegan', directiveId, uptimeMs }])
  return isKept ? null : failed('directive.interrupted')
}

/** A playlist is taken as a whole or not at all; what does not hang on its images is taken all the same. */
function configure(
  directiveId: string,
  settings: StationSettings,
  { memory, playlistImages, release }: Pick<CarryPorts, 'memory' | 'playlistImages' | 'release'>,
): DirectiveOutcome {
  const isWhole = imagesOf(slidesOf(settings.playlist)).every((image) => playlistImages.has(image))
  const before = memory.state.directives.settings?.playlist ?? null
  const taken = isWhole ? settings : { ...settings, playlist: before }
  if (!memory.record([{ type: 'SettingsTaken', settings: taken }])) return failed('directive.interrupted')
  if (!isWhole) return failed(playlistImages.failureOf(directiveId as DirectiveId) ?? 'file.unknown')
  return { is: 'done', report: { settings: settingsDigest(taken), release } }
}
