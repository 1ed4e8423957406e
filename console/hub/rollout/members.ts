import { lookUp } from '@service-hall/contract'
import type {
  HallId,
  HubDirective,
  RolloutId,
  RolloutPlace,
  RolloutStanding,
  RolloutWave,
  StationId,
} from '@service-hall/contract'
import { hash } from 'node:crypto'
import { directivesOf } from '../directive/state.ts'
import { machinesOf } from '../fleet/drift.ts'
import type { LiveHall } from '../live/live-hall.ts'
import type { ConsolePorts } from '../ports.ts'
import { isIn } from './decide.ts'

/** A machine of a rollout, its wave, and how it stands. `given`: the directive that it got. */
export type Member = {
  hallId: HallId
  stationId: StationId
  wave: number
  standing: RolloutStanding
  given: HubDirective | null
  live: LiveHall
}

export const causeOf = (rolloutId: RolloutId): string => `rollout:${rolloutId}`

/** Where a machine stands among all in 100, the same for all nodes and every time; another for each release. */
function shareOf(version: string, machine: string): number {
  return (Number.parseInt(hash('sha256', `${version} ${machine}`, 'hex').slice(0, 8), 16) / 2 ** 32) * 100
}

/** The first wave that a machine is of. It rests on nothing but the machine itself: others may come and go. */
export function waveOf(
  waves: readonly RolloutWave[],
  version: string,
  { hallId, stationId }: { hallId: HallId; stationId: StationId },
): number {
  const share = shareOf(version, `${hallId}/${stationId}`)
  return waves.findIndex((wave) =>
    wave.of === 'share'
      ? share < wave.percent
      : wave.halls.includes(hallId) ||
        wave.machines.some((one) => one.hallId === hallId && one.stationId === stationId),
  )
}

type Wanted = {
  rolloutId: RolloutId | null
  place: RolloutPlace
  version: string
  waves: readonly RolloutWave[]
}

/** The machines of a place that have a program of their own, as they stand to a release; `rolloutId` null: none is begun. */
export function membersOf(
  { records, live: region }: Pick<ConsolePorts, 'records' | 'live'>,
  { rolloutId, place, version, waves }: Wanted,
): Member[] {
  const { state } = records
  return [...state.halls.values()]
    .filter(({ hallId, key }) => key !== null && isIn(state, hallId, place))
    .flatMap(({ hallId }) => {
      const live = region.hall(hallId)
      const given = rolloutId === null ? [] : givenBy(directivesOf(state, hallId), rolloutId, version)
      return machinesOf(live)
        .filter(({ kind }) => kind !== 'display')
        .map(({ id: stationId }): Member => {
          const own = given.findLast(
            ({ target }) => target.of === 'station' && target.stationId === stationId,
          )
          const wave = waveOf(waves, version, { hallId, stationId })
          const standing = standingOf(live, { stationId, version, given: own })
          return { hallId, stationId, wave, standing, given: own ?? null, live }
        })
    })
}

function givenBy(directives: readonly HubDirective[], rolloutId: RolloutId, version: string): HubDirective[] {
  const cause = causeOf(rolloutId)
  return directives.filter(
    ({ cause: by, work }) => by === cause && work.kind === 'stageSoftware' && work['version'] === version,
  )
}

function standingOf(
  { view, line }: LiveHall,
  { stationId, version, given }: { stationId: StationId; version: string; given: HubDirective | undefined },
): RolloutStanding {
  const report = lookUp(view.stationReports, stationId)
  if (report?.release === version) return 'running'
  const online = line.connected && (lookUp(view.stations, stationId)?.connected ?? false)
  if (!given) {
    if (report && !report.allows.includes('stageSoftware')) return 'excluded'
    return online ? 'waiting' : 'unreachable'
  }
  switch (given.state) {
    case 'done':
      return 'running'
    case 'begun':
      return 'staged'
    case 'given':
    case 'open': {
      const progress = lookUp(view.directives, given.directiveId)?.progress
      if (progress?.at === 'station' && progress.have >= progress.bytes) return 'staged'
      if (!online) return 'unreachable'
      return progress ? 'fetching' : 'waiting'
    }
    case 'expired':
    case 'unheard':
      return 'unreachable'
    default:
      return 'failed'
  }
}
