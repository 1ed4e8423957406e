import {
  ALERT_KINDS,
  HubFact,
  PlaybookQuery,
  ProfilePlace,
  RulesQuery,
  profileKey,
  refuse,
} from '@service-hall/contract'
import type { PlaybookHistory, PlaybookVersion, PlaybooksAnswer, Refusal } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { mayActOn, sees } from '../access/may.ts'
import type { Node } from '../access/may.ts'
import type { Account } from '../access/state.ts'
import { peerOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { factsOfRecord } from './history/store.ts'
import { playbookAt } from './playbook-of.ts'

const nodeOf = (place: ProfilePlace): Node =>
  place.of === 'hall' ? { hallId: place.hallId } : { regionId: place.regionId }

/** Playbooks as they hold at a place, and what the place said of one before. */
export function playbookRoutes(app: FastifyInstance, { records, store }: ConsolePorts): void {
  const { state } = records

  /** Why somebody is not shown a place; null: they are. */
  function hidden(account: Account | undefined, place: ProfilePlace): Refusal | null {
    if (sees(state, account, nodeOf(place))) return null
    return refuse(place.of === 'hall' ? 'organisation.unknownHall' : 'organisation.unknownRegion')
  }

  app.get('/api/playbooks', async (request, reply) => {
    const query = RulesQuery.safeParse(request.query)
    if (!query.success) return sendRefusal(reply, refuse('input.invalid', 'place'))
    const place = query.data
    const { account } = peerOf(request)
    const refusal = hidden(account, place)
    if (refusal) return sendRefusal(reply, refusal)
    const key = profileKey(place)
    return {
      place,
      playbooks: ALERT_KINDS.map((kind) => ({
        ...playbookAt(state, place, kind),
        own: state.playbooks.get(key)?.has(kind) ?? false,
        inherited: playbookAt(state, place, kind, { beyond: key }).steps,
      })),
      mayChange: mayActOn(state, account, 'administer', nodeOf(place)),
    } satisfies PlaybooksAnswer
  })

  app.get('/api/playbooks/history', async (request, reply) => {
    const query = PlaybookQuery.safeParse(request.query)
    const { kind, of, hallId, regionId, tier } = query.data ?? {}
    const place = ProfilePlace.safeParse(of === 'hall' ? { of, hallId } : { of, regionId, tier })
    if (!place.success || kind === undefined) return sendRefusal(reply, refuse('input.invalid', 'place'))
    const refusal = hidden(peerOf(request).account, place.data)
    if (refusal) return sendRefusal(reply, refusal)
    const entries = await factsOfRecord(
      store,
      `playbook:${profileKey(place.data)}:${kind}`,
      (fact) => HubFact.safeParse(fact).data ?? null,
    )
    const versions = entries.flatMap(({ version, at, by, fact }): PlaybookVersion[] =>
      fact?.type === 'PlaybookSet' ? [{ version, at, by, steps: fact.steps }] : [],
    )
    return { versions: versions.reverse() } satisfies PlaybookHistory
  })
}
