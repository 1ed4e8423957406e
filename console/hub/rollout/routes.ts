import { RolloutPreviewAsked, refuse } from '@service-hall/contract'
import type { RolloutPreview, RolloutProblem, RolloutSeen, RolloutStanding } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { mayActOn } from '../access/may.ts'
import { peerOf } from '../gateway/peer.ts'
import { barred } from '../organisation/decide.ts'
import type { ConsolePorts } from '../ports.ts'
import { nodeOf } from './decide.ts'
import { membersOf } from './members.ts'
import type { Member } from './members.ts'
import { isUnderWay } from './state.ts'
import type { Rollout } from './state.ts'

/** Machines that are named because somebody has to look at them. */
const MOST_PROBLEMS = 50
/** Rollouts that are over, in the list. */
const MOST_OVER = 20

/** Rollouts of releases, for who may act on machines of their places. */
export function rolloutRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records } = ports

  app.get('/api/rollouts', async (request): Promise<RolloutSeen[]> => {
    const { account } = peerOf(request)
    const seen = [...records.state.rollouts.values()]
      .filter(({ place }) => mayActOn(records.state, account, 'operate', nodeOf(place)))
      .reverse()
    const over = seen.filter((one) => !isUnderWay(one)).slice(0, MOST_OVER)
    return [...seen.filter(isUnderWay), ...over].map((one) => seenOf(ports, one))
  })

  app.post('/api/rollouts/preview', async (request, reply) => {
    const body = RolloutPreviewAsked.safeParse(request.body)
    if (!body.success)
      return sendRefusal(reply, refuse('input.invalid', body.error.issues[0]?.path.join('.')))
    const bar = barred(
      records.state,
      { account: peerOf(request).account },
      nodeOf(body.data.place),
      'operate',
    )
    if (bar) return sendRefusal(reply, bar)
    const members = membersOf(ports, { ...body.data, rolloutId: null })
    return {
      waves: body.data.waves.map((_wave, at) => {
        const own = members.filter(({ wave }) => wave === at)
        return { total: own.length, counts: countsOf(own) }
      }),
    } satisfies RolloutPreview
  })
}

function countsOf(members: readonly Member[]): Partial<Record<RolloutStanding, number>> {
  const counts: Partial<Record<RolloutStanding, number>> = {}
  for (const { standing } of members) counts[standing] = (counts[standing] ?? 0) + 1
  return counts
}

function seenOf(ports: ConsolePorts, rollout: Rollout): RolloutSeen {
  const { rolloutId, place, version, waves, waitMinutes, mostFailures } = rollout
  const { who, why, at, since, state, wave, back } = rollout
  const members = membersNow(ports, rollout)
  const problems = members
    .filter((one) => one.wave <= wave && (one.standing === 'failed' || one.standing === 'unreachable'))
    .sort((a, b) => (a.standing === b.standing ? 0 : a.standing === 'failed' ? -1 : 1))
    .slice(0, MOST_PROBLEMS)
    .map(({ hallId, stationId, standing, given }): RolloutProblem => {
      const code = given?.code ?? null
      return { hallId, stationId, standing, code, detail: given?.detail ?? null }
    })
  return {
    ...{ rolloutId, place, version, waitMinutes, mostFailures, who, why, at, since, state, wave, back },
    waves: waves.map((one, n) => {
      const own = members.filter((member) => member.wave === n)
      return { wave: one, total: own.length, counts: countsOf(own) }
    }),
    problems,
  }
}

/** Of one that goes back: those that got the release, as they stand to the earlier one. */
function membersNow(ports: ConsolePorts, rollout: Rollout): Member[] {
  const members = membersOf(ports, rollout)
  const { back } = rollout
  if (rollout.state !== 'back' || back === null) return members
  const got = new Map(
    members.filter(({ given }) => given).map((one) => [`${one.hallId}/${one.stationId}`, one.wave]),
  )
  return membersOf(ports, { ...rollout, version: back }).flatMap((one) => {
    const wave = got.get(`${one.hallId}/${one.stationId}`)
    return wave === undefined ? [] : [{ ...one, wave }]
  })
}
