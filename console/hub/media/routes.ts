import { createHash } from 'node:crypto'
import {
  ImageParams,
  ImageUpload,
  LARGEST_IMAGE,
  LONGEST_SIDE,
  placeOfFleetKey,
  refuse,
  refuseTooMany,
} from '@service-hall/contract'
import type { ImageKept } from '@service-hall/contract'
import { TokenBuckets, imageHead } from '@service-hall/server-kit'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { peerOf, senderOf } from '../gateway/peer.ts'
import { barred } from '../organisation/decide.ts'
import { newCommandId } from '../ports.ts'
import type { ConsolePorts } from '../ports.ts'
import { RefusedAlongside } from '../records/refused-alongside.ts'
import { keepImage, readImage } from './store.ts'

/** Images of one account. */
const UPLOADS = { burst: 30, perMinute: 30 }
/** What all images together may take, bytes. */
const MOST_BYTES = 500_000_000

/** Images of playlists: whoever may act on the machines of a place puts them there; who is signed in sees them. */
export function mediaRoutes(app: FastifyInstance, { records, store, clock }: ConsolePorts): void {
  const uploads = new TokenBuckets(clock, UPLOADS)

  app.post('/api/media', async (request, reply) => {
    const body = ImageUpload.safeParse(request.body)
    const place = body.success ? placeOfFleetKey(body.data.place) : null
    if (!body.success || !place) return sendRefusal(reply, refuse('input.invalid', 'image'))
    const { account } = peerOf(request)
    const at = place.of === 'region' ? { regionId: place.regionId } : { hallId: place.hallId }
    const bar = barred(records.state, { account }, at, 'operate')
    if (bar) return sendRefusal(reply, bar)
    const bucket = uploads.of(account.accountId)
    if (!bucket.take()) return sendRefusal(reply, refuseTooMany(bucket.waitMs()))
    const data = Buffer.from(body.data.data, 'base64')
    const head = imageHead(data)
    const isFine = head !== null && Math.max(head.width, head.height) <= LONGEST_SIDE
    if (!isFine || data.length > LARGEST_IMAGE) return sendRefusal(reply, refuse('fleet.noImage'))
    const sha256 = createHash('sha256').update(data).digest('hex')
    const { media } = head
    const image = { sha256, media, data, account: account.accountId, at: clock.now() }
    const kept = { sha256, media, bytes: data.length } satisfies ImageKept
    const command = { type: 'media.keep' as const, id: newCommandId({ clock }), place, ...kept }
    const { answer } = await records.execute(senderOf(request), command, async (trx) => {
      if (!(await keepImage(trx, image, MOST_BYTES))) throw new RefusedAlongside(refuse('fleet.noRoom'))
    })
    return answer.ok ? kept : sendRefusal(reply, answer)
  })

  app.get('/api/media/:sha256', async (request, reply) => {
    const params = ImageParams.safeParse(request.params)
    const image = params.success ? await readImage(store, params.data.sha256) : null
    if (!image) return sendRefusal(reply, refuse('file.unknown'))
    return reply
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type(image.media)
      .send(image.data)
  })
}
