import {
  DirectiveId,
  DriftQuery,
  FleetPush,
  FleetSettingsQuery,
  localTime,
  lookUp,
  placeOfFleetKey,
  refuse,
  refuseTooMany,
} from '@service-hall/contract'
import type {
  DirectiveWork,
  DriftPage,
  FleetPlace,
  FleetPushed,
  FleetSettings,
  HallId,
  InheritedSetting,
  StationId,
} from '@service-hall/contract'
import { TokenBuckets, spreadOf } from '@service-hall/server-kit'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { sees } from '../access/may.ts'
import type { Account } from '../access/state.ts'
import { barredFrom } from '../directive/decide.ts'
import { peerOf, senderOf } from '../gateway/peer.ts'
import { newCommandId } from '../ports.ts'
import type { ConsolePorts } from '../ports.ts'
import { driftOf, machinesOf } from './drift.ts'
import type { Drift } from './drift.ts'
import { OWN_VALID_MS } from '../directive/given-by-itself.ts'
import { askedLookUp, settingsAt } from './layers.ts'
import type { Asked } from './layers.ts'
import { driftPage } from './rows.ts'
import { FLEET_CAUSE } from './state.ts'

/** Pushes of one account: each gives every machine that it names something anew. */
const PUSHES = { burst: 20, perMinute: 20 }

/** What is asked of machines, how they stand to it, and giving it once more. */
export function fleetRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, live, clock } = ports
  const pushes = new TokenBuckets(clock, PUSHES)

  app.get('/api/fleet/settings', async (request, reply) => {
    const query = FleetSettingsQuery.safeParse(request.query)
    const place = query.success ? placeOfFleetKey(query.data.place) : null
    const { account } = peerOf(request)
    if (!place) return sendRefusal(reply, refuse('input.invalid', 'place'))
    if (!isSeen(place, account))
      return sendRefusal(
        reply,
        refuse(place.of === 'region' ? 'organisation.unknownRegion' : 'organisation.unknownHall'),
      )
    const timeZone =
      (place.of !== 'region' && live.hall(place.hallId).view.config?.hall.timeZone) || undefined
    return {
      place,
      values: settingsAt(records.state, place).values.map((value) => masked(value, account)),
      today: localTime(clock.now(), timeZone ?? 'Asia/Shanghai').day,
      machine: place.of === 'machine' ? machineOf(place.hallId, place.stationId) : null,
    } satisfies FleetSettings
  })

  const isSeen = (place: FleetPlace, account: Account): boolean =>
    sees(
      records.state,
      account,
      place.of === 'region' ? { regionId: place.regionId } : { hallId: place.hallId },
    )

  /** Of what lies above what one sees not even an id is told. */
  function masked(value: InheritedSetting, account: Account): InheritedSetting {
    const shown = (from: string): string => {
      const place = placeOfFleetKey(from)
      return place && isSeen(place, account) ? from : 'above'
    }
    const instead = value.instead.map((one) => ({ ...one, from: shown(one.from) }))
    return { ...value, from: shown(value.from), instead }
  }

  function machineOf(hallId: HallId, stationId: StationId): FleetSettings['machine'] {
    const report = lookUp(live.hall(hallId).view.stationReports, stationId)
    return { spread: spreadOf(stationId), mayPowerOff: report?.allows.includes('powerOff') ?? null }
  }

  app.get('/api/fleet/drift', async (request, reply) => {
    const query = DriftQuery.safeParse(request.query)
    if (!query.success) return sendRefusal(reply, refuse('input.invalid', query.error.message.slice(0, 200)))
    return driftPage(ports, peerOf(request).account, query.data) satisfies DriftPage
  })

  app.post('/api/fleet/push', async (request, reply) => {
    const body = FleetPush.safeParse(request.body)
    if (!body.success) return sendRefusal(reply, refuse('input.invalid', 'machines'))
    const bars = body.data.machines.map(({ hallId }) =>
      barredFrom(records.state, { account: peerOf(request).account }, hallId, 'operate'),
    )
    const [bar] = bars
    if (bar && bars.every((one) => one !== null)) return sendRefusal(reply, bar)
    const bucket = pushes.of(peerOf(request).account.accountId)
    if (!bucket.take()) return sendRefusal(reply, refuseTooMany(bucket.waitMs()))
    const pushed: FleetPushed = { given: 0, refused: [] }
    for (const { hallId, stationId } of body.data.machines) {
      const code = await push(request, { hallId, stationId }, body.data.why)
      if (code === null) pushed.given += 1
      else pushed.refused.push({ hallId, stationId, code })
    }
    return pushed
  })

  /** Gives a machine what is asked of it; the code of what was in the way, null: nothing. */
  async function push(
    request: Parameters<typeof senderOf>[0],
    { hallId, stationId }: { hallId: HallId; stationId: StationId },
    why: string,
  ): Promise<string | null> {
    const { account } = peerOf(request)
    const bar = barredFrom(records.state, { account }, hallId, 'operate')
    if (bar) return bar.code
    const hall = live.hall(hallId)
    const station = machinesOf(hall).find(({ id }) => id === stationId)
    if (!station) return 'station.unknown'
    const asked = askedLookUp(records.state)(hallId, station)
    const drift = driftOf(records.state, { live: hall, stationId, asked })
    const works = worksOf(asked, drift)
    if (works.length === 0) return 'fleet.nothingAsked'
    for (const work of works) {
      const { answer } = await records.execute(senderOf(request), {
        ...{ type: 'directive.give', id: newCommandId(ports), hallId, work, why, cause: FLEET_CAUSE },
        ...{ directiveId: DirectiveId.parse(newCommandId(ports)), validMs: OWN_VALID_MS },
        target: { of: 'station', stationId },
      })
      if (!answer.ok) return answer.code
    }
    return null
  }
}

/** What there is to give: settings where they differ, and the release. */
function worksOf({ settings, version }: Asked, { parts }: Drift): DirectiveWork[] {
  return [
    ...(parts.includes('power') || parts.includes('playlist')
      ? [{ kind: 'configure' as const, settings }]
      : []),
    ...(parts.includes('version') && version !== null
      ? [{ kind: 'stageSoftware' as const, version, activate: true as const }]
      : []),
  ]
}
