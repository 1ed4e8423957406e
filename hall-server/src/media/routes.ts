import { ImageParams, imagesOf, lookUp, refuse } from '@service-hall/contract'
import type { DisplayPlaylist } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { ImageStore } from '@service-hall/server-kit/image'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HallOf } from '../core/hall.ts'
import type { WithMedia } from './state.ts'

/** What call displays show beside their calls: their list, and its images from the hall's own disk. */
export function mediaRoutes(
  app: FastifyInstance,
  { hall, images }: { hall: HallOf<WithMedia>; images: ImageStore },
): void {
  app.get('/api/playlist', async (request, reply) => {
    const stranger = barred(request, reply)
    if (stranger) return stranger
    const { peer } = request
    const slides = peer?.kind === 'station' ? lookUp(hall.state.media.playing, peer.stationId) : undefined
    return { slides: slides ?? [] } satisfies DisplayPlaylist
  })

  app.get('/api/media/:sha256', async (request, reply) => {
    const stranger = barred(request, reply)
    if (stranger) return stranger
    const params = ImageParams.safeParse(request.params)
    const playing = Object.values(hall.state.media.playing).flatMap(imagesOf)
    const image = playing.find(({ sha256 }) => sha256 === params.data?.sha256)
    const bytes = image && (await images.read(image))
    if (!bytes) return sendRefusal(reply, refuse('file.unknown'))
    // One digest is one content for ever.
    return reply
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type(image.media)
      .send(bytes)
  })
}

function barred({ peer }: FastifyRequest, reply: FastifyReply): FastifyReply | null {
  if (!peer) return sendRefusal(reply, refuse('access.signIn'))
  const mayLook = peer.kind === 'staff' || peer.stationKind === 'display'
  return mayLook ? null : sendRefusal(reply, refuse('access.denied'))
}
