import { DirectiveWork, lookUp } from '@service-hall/contract'
import type {
  DriftPart,
  DriftState,
  HallId,
  HubDirective,
  StationId,
  StationReportView,
  StationSettings,
} from '@service-hall/contract'
import { settingsDigest } from '@service-hall/server-kit'
import { isDeepStrictEqual } from 'node:util'
import { directivesOf } from '../directive/state.ts'
import type { DirectiveState } from '../directive/state.ts'
import type { LiveHall } from '../live/live-hall.ts'
import type { Asked, HallStation } from './layers.ts'
import { machineKey } from './state.ts'
import type { FleetState } from './state.ts'

/** The machines of a hall that settings are given to: an agent runs on them, or the hall sees to it (call displays). */
export function machinesOf({ view }: LiveHall): readonly HallStation[] {
  return view.config?.stations ?? []
}

/** How a machine stands to what was asked of it. */
export type Drift = {
  state: DriftState
  parts: DriftPart[]
  report: StationReportView | null
  /** What the digest that it reports stands for; undefined: not known. */
  goesBy: StationSettings | null | undefined
  online: boolean
  /** Since when it differs, by the stamps of hub and hall; null: it does not. */
  since: number | null
  /** When the directive about it came to be as it is, by the hall's clock. */
  givenAt: number | null
  code: string | null
  detail: string | null
}

/** Whether it asks for a release to be ready on the machine, and not to run yet. */
export function isStaging(work: HubDirective['work']): boolean {
  return work.kind === 'stageSoftware' && work['packages'] !== undefined && work['activate'] !== true
}

/** The latest directive that was given to a machine of a kind. */
function latest(state: DirectiveState, hallId: HallId, stationId: string, kind: string): HubDirective | null {
  const isIt = ({ target, work }: HubDirective): boolean =>
    work.kind === kind && !isStaging(work) && target.of === 'station' && target.stationId === stationId
  return directivesOf(state, hallId).findLast(isIt) ?? null
}

function partsOf(asked: Asked, report: StationReportView | null, goesBy: Drift['goesBy']): DriftPart[] {
  const differs = asked.asksSettings && asked.digest !== report?.settings
  const isOther = (part: 'power' | 'playlist'): boolean =>
    differs && (goesBy === undefined || !isDeepStrictEqual(goesBy?.[part] ?? null, asked.settings[part]))
  const parts: DriftPart[] = (['power', 'playlist'] as const).filter(isOther)
  if (asked.version !== null && asked.version !== report?.release) parts.push('version')
  return parts
}

const digests = new WeakMap<object, string>()

/** What a directive asks, as one word: the digest of its settings, or its release. */
function wordOf({ work }: HubDirective): string {
  const before = digests.get(work)
  if (before !== undefined) return before
  const { data: known } = DirectiveWork.safeParse(work)
  const word =
    known?.kind === 'configure'
      ? settingsDigest(known.settings)
      : known?.kind === 'stageSoftware'
        ? known.version
        : ''
  digests.set(work, word)
  return word
}

/** Why it is not as asked: what became of the directive that asked for it. No clocks are compared. */
function whyOther(given: HubDirective | null, word: string | null, online: boolean): DriftState {
  if (!given || wordOf(given) !== word) return 'notGiven'
  switch (given.state) {
    case 'given':
    case 'open':
    case 'begun':
      return online ? 'waiting' : 'offline'
    case 'refused':
      return 'refused'
    case 'done':
      return 'otherwise'
    default:
      return 'failed'
  }
}

export function driftOf(
  state: FleetState & DirectiveState,
  { live, stationId, asked }: { live: LiveHall; stationId: StationId; asked: Asked },
): Drift {
  const { hallId, view, line } = live
  const report = lookUp(view.stationReports, stationId) ?? null
  const settings = report?.settings ?? null
  const goesBy =
    settings === null ? null : state.knownSettings.get(machineKey(hallId, stationId))?.get(settings)
  const online = line.connected && (lookUp(view.stations, stationId)?.connected ?? false)
  const parts = partsOf(asked, report, goesBy)
  const none = { since: null, code: null, detail: null, givenAt: null }
  const isFree = !asked.asksSettings && asked.version === null
  if (parts.length === 0) return { state: isFree ? 'free' : 'same', parts, report, goesBy, online, ...none }
  const ofSettings = parts.some((part) => part !== 'version')
  const given = latest(state, hallId, stationId, ofSettings ? 'configure' : 'stageSoftware')
  const why = whyOther(given, ofSettings ? asked.digest : asked.version, online)
  const isTold = given !== null && why !== 'notGiven'
  return {
    ...{ state: why, parts, report, goesBy, online, givenAt: isTold ? given.hallAt : null },
    since: Math.max(asked.changedAt, report?.since ?? 0),
    code: isTold ? (given.code ?? (why === 'failed' ? given.state : null)) : null,
    detail: isTold ? given.detail : null,
  }
}
