import { FileParams, refuse, refuseTooMany } from '@service-hall/contract'
import { TokenBuckets } from '@service-hall/server-kit'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { peerOf, senderOf } from '../gateway/peer.ts'
import { newCommandId } from '../ports.ts'
import type { ConsolePorts } from '../ports.ts'
import { decideFile } from './decide.ts'
import { readFile } from './store.ts'

/** Files of one account: each look is a record for good. */
const LOOKS = { burst: 30, perMinute: 30 }

/** The file that a directive brought, for who may give such a directive there. Who looked is noted before it is sent. */
export function fileRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, store, clock } = ports
  const looks = new TokenBuckets(clock, LOOKS)

  app.get('/api/files/:directiveId', async (request, reply) => {
    const params = FileParams.safeParse(request.params)
    if (!params.success) return sendRefusal(reply, refuse('file.unknown'))
    const bucket = looks.of(peerOf(request).account.accountId)
    if (!bucket.take()) return sendRefusal(reply, refuseTooMany(bucket.waitMs()))
    const { directiveId } = params.data
    const found = await readFile(store, directiveId)
    if (!found) return sendRefusal(reply, refuse('file.unknown'))
    const { hallId, media, gone } = found.head
    const command = { type: 'file.fetch' as const, id: newCommandId(ports), directiveId, hallId }
    const may = decideFile['file.fetch'](records.state, command, peerOf(request))
    if (!may.ok) return sendRefusal(reply, may)
    if (!found.bytes) return sendRefusal(reply, refuse(gone === null ? 'file.notWhole' : 'file.gone'))
    const { answer } = await records.execute(senderOf(request), command)
    if (!answer.ok) return sendRefusal(reply, answer)
    void reply
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
    const name = `${hallId}-${directiveId}`
    if (media === 'image/jpeg')
      return reply
        .header('content-type', media)
        .header('content-disposition', `inline; filename="${name}.jpg"`)
        .send(found.bytes)
    // Browsers unpack it: what is saved is plain text.
    return reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('content-encoding', 'gzip')
      .header('content-disposition', `attachment; filename="${name}.log"`)
      .send(found.bytes)
  })
}
