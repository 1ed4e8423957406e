import {
  FactsQuery,
  FiguresQuery,
  HallParams,
  HoursQuery,
  MachineHistoryQuery,
  MachineParams,
  ReplayQuery,
  localTime,
  refuse,
  refuseTooMany,
} from '@service-hall/contract'
import type { HallId, Refusal } from '@service-hall/contract'
import { TokenBuckets } from '@service-hall/server-kit'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { sees } from '../access/may.ts'
import { peerOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { factsBehind } from './facts-behind.ts'
import { figuresOf, hallsAt, isTooMuch, seenNoMore } from './figures.ts'
import { hallHours } from './hours.ts'
import { machineHistory } from './machine-history.ts'
import { replayed } from './replayed.ts'
import { Replays } from './replays.ts'
import { PastWork } from './work.ts'
import type { Breath } from './work.ts'

/** Looks at the past that one account may take: a page has several, playing a day two a second. */
const LOOKS = { burst: 120, perMinute: 240 }
const NOWHERE = z.object({})

/** The past by HTTP: figures, the facts behind them, a hall at any moment, a machine's history. */
export function historyRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { store, records, clock, live } = ports
  const looks = new TokenBuckets(clock, LOOKS)
  const work = new PastWork(clock)
  const replays = new Replays(store)

  /** Checks what is asked and who asks, does it in its turn, answers. */
  function route<Query extends z.ZodType, Params extends z.ZodType>(
    path: string,
    { params, query }: { params: Params; query: Query },
    look: (
      asked: z.output<Query>,
      place: z.output<Params>,
      request: FastifyRequest,
      breath: Breath,
    ) => unknown,
  ): void {
    app.get(path, async (request, reply: FastifyReply) => {
      const place = params.safeParse(request.params)
      const asked = query.safeParse(request.query)
      if (!asked.success)
        return sendRefusal(reply, refuse('input.invalid', asked.error.issues[0]?.path.join('.')))
      const { account } = peerOf(request)
      if (!place.success || !isSeen(place.data)) return sendRefusal(reply, refuse('organisation.unknownHall'))
      const bucket = looks.of(account.accountId)
      if (!bucket.take()) return sendRefusal(reply, refuseTooMany(bucket.waitMs()))
      const answer = await work.run(async (breath) => look(asked.data, place.data, request, breath))
      // Who asked may have lost the sight of it meanwhile.
      if (!isSeen(place.data)) return sendRefusal(reply, refuse('organisation.unknownHall'))
      if (isRefusal(answer)) return sendRefusal(reply, answer)
      return answer === null
        ? sendRefusal(reply, refuse('history.nothing'))
        : { ok: true, now: clock.now(), ...(answer as object) }

      function isSeen(of: unknown): boolean {
        const { hallId } = of as { hallId?: HallId }
        return hallId === undefined || sees(records.state, account, { hallId })
      }
    })
  }

  route('/api/figures', { params: NOWHERE, query: FiguresQuery }, async (query, _place, request) => {
    const halls = hallsAt(records.state, peerOf(request).account, query)
    if ('ok' in halls) return halls
    if (isTooMuch(query, halls.length)) return refuse('history.tooMuch')
    const figures = await figuresOf(store, halls, query)
    const gone = seenNoMore(records.state, peerOf(request).account, query, halls)
    if (gone) return gone
    return { halls: halls.length, ...figures }
  })

  const hall = HallParams
  route('/api/halls/:hallId/hours', { params: hall, query: HoursQuery }, ({ day }, { hallId }) => {
    const { config, day: today } = live.hall(hallId).view
    const present = today ?? localTime(clock.now(), config?.hall.timeZone ?? 'UTC').day
    return hallHours(store, hallId, day ?? present)
  })

  route('/api/halls/:hallId/facts', { params: hall, query: FactsQuery }, (query, { hallId }, _, breath) =>
    factsBehind({ store, replays }, hallId, query, breath),
  )

  route('/api/halls/:hallId/replay', { params: hall, query: ReplayQuery }, (query, { hallId }, _, breath) =>
    replayed(replays, hallId, query, breath),
  )

  route(
    '/api/halls/:hallId/machines/:kind/:id/history',
    { params: MachineParams, query: MachineHistoryQuery },
    ({ from, to, limit }, { hallId, kind, id }, _, breath) =>
      machineHistory(replays, { hallId, machine: { kind, id }, period: { from, to }, limit }, breath),
  )
}

const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false
