import { AssetParams, HallParams, LedgerText, REFUSALS, refuse } from '@service-hall/contract'
import type { AssetPage, AssetSeen, HallId, HallZone, LedgerImport, Repair } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { sees } from '../access/may.ts'
import { peerOf, senderOf } from '../gateway/peer.ts'
import { newCommandId } from '../ports.ts'
import type { ConsolePorts } from '../ports.ts'
import { decideLedger } from './decide.ts'
import { figuresOf, plannedOf } from './figures.ts'
import { readLedger } from './import-csv.ts'
import { assetSeen } from './seen.ts'

/** Each line is a record for good. */
const SELDOM = {
  config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
  bodyLimit: 4_000_000,
}

/** The ledger as somebody sees it: assets with how they are now, one asset with its life, repair orders, import. */
export function ledgerRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, live, clock } = ports
  const { state } = records

  app.get('/api/ledger', async (request): Promise<AssetSeen[]> => {
    const { account } = peerOf(request)
    return [...state.assets.values()]
      .filter(({ hallId }) => sees(state, account, { hallId }))
      .map((asset) => assetSeen(asset, live))
  })

  app.get('/api/ledger/:assetId', async (request, reply) => {
    const { data } = AssetParams.safeParse(request.params)
    const asset = data && state.assets.get(state.formerNumbers.get(data.assetId) ?? data.assetId)
    if (!asset || !sees(state, peerOf(request).account, { hallId: asset.hallId }))
      return sendRefusal(reply, refuse('ledger.unknown'))
    return {
      asset: assetSeen(asset, live),
      history: asset.history.toReversed(),
      repairs: asset.repairs.toReversed(),
      figures: figuresOf(asset, clock.now(), plannedOf(asset, live)),
      parts: [...state.assets.values()]
        .filter(
          ({ partOf, hallId }) =>
            partOf === asset.assetId && sees(state, peerOf(request).account, { hallId }),
        )
        .map((part) => assetSeen(part, live)),
      zones: zonesOf(asset.hallId),
    } satisfies AssetPage
  })

  const zonesOf = (hallId: HallId): HallZone[] =>
    (live.hall(hallId).view.config?.zones ?? []).map(({ id, name }) => ({ id, name }))

  app.get('/api/halls/:hallId/zones', async (request, reply) => {
    const params = HallParams.safeParse(request.params)
    return params.success && sees(state, peerOf(request).account, params.data)
      ? zonesOf(params.data.hallId)
      : sendRefusal(reply, refuse('organisation.unknownHall'))
  })

  app.get('/api/repairs', async (request): Promise<Repair[]> => {
    const { account } = peerOf(request)
    return [...state.assets.values()]
      .filter(({ hallId }) => sees(state, account, { hallId }))
      .flatMap(({ repairs }) => repairs)
      .sort((a, b) => Number(a.closed !== null) - Number(b.closed !== null) || b.openedAt - a.openedAt)
      .slice(0, 1_000)
  })

  app.post('/api/ledger/import', SELDOM, async (request, reply) => {
    const { data: body } = LedgerText.safeParse(request.body)
    if (!body) return sendRefusal(reply, refuse('input.invalid', 'text'))
    const result: LedgerImport = { added: 0, lines: [] }
    for (const read of readLedger(body.text, () => newCommandId(ports))) {
      if ('problem' in read) {
        result.lines.push(read)
        continue
      }
      // What is refused anyway is told and not kept: a file of it is no record.
      const sender = { account: peerOf(request).account }
      const decision = decideLedger['ledger.add'](state, read.command, sender)
      const answer = decision.ok ? (await records.execute(senderOf(request), read.command)).answer : decision
      if (answer.ok) result.added += 1
      else result.lines.push({ line: read.line, problem: REFUSALS[answer.code].en })
    }
    return result
  })
}
