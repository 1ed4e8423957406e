import { NewRelease, PackageUpload, ROOT, refuse } from '@service-hall/contract'
import type { PackageUploaded, ReleaseSeen } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { sees } from '../access/may.ts'
import { peerOf, senderOf } from '../gateway/peer.ts'
import { barred } from '../organisation/decide.ts'
import type { ConsolePorts } from '../ports.ts'
import { holdPackage, takePackagePiece, wholePackage } from './store.ts'

/** Releases of the machines' software: seen by who is signed in, uploaded by who administers everything. */
export function releaseRoutes(app: FastifyInstance, { records, store, clock, log }: ConsolePorts): void {
  app.get('/api/releases', async (request): Promise<ReleaseSeen[]> => {
    // Of what lies above what one sees not even an id is told.
    const seesAll = sees(records.state, peerOf(request).account, { regionId: ROOT })
    const who = (by: string): string => (seesAll ? by : 'above')
    return [...records.state.releases.values()].reverse().map((one) => ({
      ...one,
      who: who(one.who),
      retired: one.retired && { ...one.retired, who: who(one.retired.who) },
    }))
  })

  app.post('/api/releases/pieces', async (request, reply) => {
    const body = PackageUpload.safeParse(request.body)
    if (!body.success) return sendRefusal(reply, refuse('input.invalid', 'piece'))
    const { account } = peerOf(request)
    const bar = barred(records.state, { account }, { regionId: ROOT })
    if (bar) return sendRefusal(reply, bar)
    const { accountId } = account
    const data = Buffer.from(body.data.data, 'base64')
    const piece = { ...body.data, data, account: accountId, at: clock.now() }
    const taken = await takePackagePiece(store, piece)
    if ('code' in taken) return sendRefusal(reply, refuse(taken.code))
    if (taken.have === piece.bytes) log.info('package.whole', { sha256: piece.sha256, bytes: piece.bytes })
    return { have: taken.have } satisfies PackageUploaded
  })

  app.post('/api/releases', async (request, reply) => {
    const body = NewRelease.safeParse(request.body)
    if (!body.success)
      return sendRefusal(reply, refuse('input.invalid', body.error.issues[0]?.path.join('.')))
    const bar = barred(records.state, { account: peerOf(request).account }, { regionId: ROOT })
    if (bar) return sendRefusal(reply, bar)
    const { id, version, package: of, why } = body.data
    if ((await wholePackage(store, of.sha256)) !== of.bytes)
      return sendRefusal(reply, refuse('release.notWhole'))
    const { answer } = await records.execute(
      senderOf(request),
      { type: 'release.add', id, version, package: of, why },
      (trx) => holdPackage(trx, of.sha256, clock.now()),
    )
    return answer.ok ? answer : sendRefusal(reply, answer)
  })
}
