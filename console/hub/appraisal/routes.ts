import {
  AppealDecision,
  AppealParams,
  AppraisalQuery,
  AppraisedKind,
  CloseParams,
  NewAppeal,
  NewClosing,
  RegionParams,
  refuse,
} from '@service-hall/contract'
import type {
  AppraisalSets,
  AppraisalTable,
  AppealSeen,
  ClosedAppraisal,
  ClosedSeen,
  HubCommand,
  PlanDay,
  StaffNumber,
} from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { mayActOn, sees } from '../access/may.ts'
import { peerOf, senderOf } from '../gateway/peer.ts'
import { isSelf } from '../people/decide.ts'
import type { ConsolePorts } from '../ports.ts'
import { closingStream } from './decide.ts'
import { setOf } from './set-of.ts'
import { setKey } from './state.ts'
import type { Closing } from './state.ts'
import { closedFact } from './store.ts'
import { appraisalTable } from './table.ts'

const SELDOM = { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } }
const NOBODY: AppraisedKind = 'hall'

/** Appraisal by HTTP: figures as they are, closed periods, appeals. Staff are told by name to those who supervise. */
export function appraisalRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, store, people, live, clock } = ports
  const tables = { store, state: records.state, live }
  const today = (): string => new Date(clock.now()).toISOString().slice(0, 10)

  /** Staff are appraised before their supervisors alone; halls before everybody who sees the region. */
  function mayLook(
    request: FastifyRequest,
    { regionId, kind }: Pick<AppraisalQuery, 'regionId' | 'kind'>,
  ): boolean {
    const power = kind === NOBODY ? 'see' : 'supervise'
    return mayActOn(records.state, peerOf(request).account, power, { regionId })
  }
  const namesOf = (kind: AppraisedKind, subjects: readonly string[]): Promise<Map<string, string>> =>
    kind === NOBODY ? Promise.resolve(new Map<string, string>()) : people.names(subjects as StaffNumber[])

  app.get('/api/appraisal', SELDOM, async (request, reply) => {
    const query = AppraisalQuery.safeParse(request.query)
    if (!query.success)
      return sendRefusal(reply, refuse('input.invalid', query.error.issues[0]?.path.join('.')))
    if (!mayLook(request, query.data)) return denied(request, reply, query.data)
    const { set, rows } = await appraisalTable(tables, peerOf(request).account, query.data)
    const names = await namesOf(
      query.data.kind,
      rows.map(({ subject }) => subject),
    )
    const named = rows.map((row) => ({ ...row, name: names.get(row.subject) ?? null }))
    return { now: clock.now(), set, rows: named } satisfies AppraisalTable
  })

  function denied(
    request: FastifyRequest,
    reply: FastifyReply,
    { regionId }: Pick<AppraisalQuery, 'regionId'>,
  ): FastifyReply {
    const isSeen = sees(records.state, peerOf(request).account, { regionId })
    return sendRefusal(reply, refuse(isSeen ? 'access.denied' : 'organisation.unknownRegion'))
  }

  app.get('/api/regions/:regionId/indicators', async (request, reply) => {
    const params = RegionParams.safeParse(request.params)
    const isSeen = params.success && sees(records.state, peerOf(request).account, params.data)
    if (!isSeen) return sendRefusal(reply, refuse('organisation.unknownRegion'))
    const { regionId } = params.data
    const of = (kind: AppraisedKind): AppraisalSets[AppraisedKind] => ({
      holding: setOf(records.state, kind, regionId, today() as PlanDay),
      own: records.state.indicatorSets.get(setKey(kind, regionId)) ?? [],
    })
    return Object.fromEntries(AppraisedKind.options.map((kind) => [kind, of(kind)]))
  })

  app.post('/api/appraisal/closed', SELDOM, async (request, reply) => {
    const body = NewClosing.safeParse(request.body)
    if (!body.success)
      return sendRefusal(reply, refuse('input.invalid', body.error.issues[0]?.path.join('.')))
    const { id, ...period } = body.data
    if (!mayActOn(records.state, peerOf(request).account, 'supervise', period))
      return denied(request, reply, period)
    // A day is over everywhere when it is over in the last of all time zones, half a day behind.
    if (period.to >= new Date(clock.now() - 12 * 3_600_000).toISOString().slice(0, 10))
      return sendRefusal(reply, refuse('appraisal.notOver'))
    const { set, rows } = await appraisalTable(tables, peerOf(request).account, period)
    const { version: setVersion, from: _from, regionId: _region, ...kept } = set
    return execute(request, reply, {
      ...{ type: 'appraisal.close', id, closeId: id, ...period, tier: period.tier ?? null },
      ...{ setVersion, set: kept },
      rows: rows.map(({ hallId: _hall, sources: _sources, ...row }) => row),
    })
  })

  async function execute(
    request: FastifyRequest,
    reply: FastifyReply,
    command: HubCommand,
    note?: { id: string; words: string },
  ): Promise<unknown> {
    const { answer } = await records.execute(senderOf(request), command, async (trx) => {
      if (note) await people.keepNote(trx, note.id, note.words)
    })
    return answer.ok ? answer : sendRefusal(reply, answer)
  }

  /** A closed period that somebody may look at: its rows, or only their own. */
  function seenOf(request: FastifyRequest, closing: Closing): 'all' | 'own' | null {
    if (mayLook(request, closing)) return 'all'
    return sees(records.state, peerOf(request).account, closing) ? 'own' : null
  }
  const headOf = ({ appeals, ...closing }: Closing): ClosedSeen => ({ ...closing, appeals: appeals.size })

  app.get('/api/appraisal/closed', async (request) =>
    [...records.state.closings.values()]
      .filter((closing) => seenOf(request, closing) !== null)
      .map(headOf)
      .sort((a, b) => b.at - a.at),
  )

  app.get('/api/appraisal/closed/:closeId', async (request, reply) => {
    const params = CloseParams.safeParse(request.params)
    const closing = params.success ? records.state.closings.get(params.data.closeId) : undefined
    const seen = closing && seenOf(request, closing)
    const fact = closing && seen ? await closedFact(store, closingStream(closing.closeId)) : null
    if (!closing || !fact) return sendRefusal(reply, refuse('appraisal.unknown'))
    const isMine = (subject: string): boolean =>
      seen === 'all' || isSelf({ account: peerOf(request).account }, subject as StaffNumber)
    const rows = fact.rows.filter(({ subject }) => isMine(subject))
    const names = await namesOf(
      closing.kind,
      rows.map(({ subject }) => subject),
    )
    const appeals = [...closing.appeals.values()].filter(({ subject }) => isMine(subject))
    const notes = await people.notes(appeals.flatMap(({ appealId }) => [appealId, `${appealId}:decision`]))
    return {
      ...headOf(closing),
      set: fact.set,
      rows: rows.map((row) => ({ ...row, name: names.get(row.subject) ?? null })),
      appealsSeen: appeals.map((appeal): AppealSeen => ({
        ...appeal,
        words: notes.get(appeal.appealId) ?? null,
        decision: notes.get(`${appeal.appealId}:decision`) ?? null,
      })),
    } satisfies ClosedAppraisal
  })

  app.post('/api/appraisal/closed/:closeId/appeals', SELDOM, async (request, reply) => {
    const params = CloseParams.safeParse(request.params)
    const body = NewAppeal.safeParse(request.body)
    if (!params.success || !body.success) return sendRefusal(reply, refuse('input.invalid', 'words'))
    const { id, subject, words } = body.data
    const command = { type: 'appraisal.appeal' as const, id, ...params.data, appealId: id, subject }
    return execute(request, reply, command, { id, words })
  })

  app.post('/api/appraisal/closed/:closeId/appeals/:appealId', SELDOM, async (request, reply) => {
    const params = AppealParams.safeParse(request.params)
    const body = AppealDecision.safeParse(request.body)
    if (!params.success || !body.success) return sendRefusal(reply, refuse('input.invalid', 'words'))
    const { id, upheld, words } = body.data
    const command = { type: 'appraisal.decideAppeal' as const, id, ...params.data, upheld }
    return execute(request, reply, command, { id: `${params.data.appealId}:decision`, words })
  })
}
