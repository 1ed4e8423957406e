import { AnnouncementParams, announcementText, refuse } from '@service-hall/contract'
import type { Announcement } from '@service-hall/contract'
import type { Log } from '@service-hall/server-kit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { speak } from './espeak.ts'
import { speechCache } from './speech-cache.ts'
import type { Speak } from './speech-cache.ts'

export type VoiceDeps = {
  /** The call that fact `callNumber` made, while it is on the call display's list. */
  announcementOf(callNumber: number): Announcement | undefined
  /** Whether this request comes from somebody who may hear announcements. */
  mayListen(request: FastifyRequest): boolean
  log: Pick<Log, 'warn'>
  /** How texts are spoken; absent: espeak-ng behind a cache. */
  speak?: Speak
}

/**
 * `GET /api/voice/:callNumbers/:language` → audio/wav of one announcement of one call or several. 403 `access.denied`, 404 `input.invalid`,
 * `voice.unknownCall` or `voice.unavailable`: the display then goes on to its next voice.
 */
export function voiceRoutes(app: FastifyInstance, deps: VoiceDeps): void {
  const ask = deps.speak ?? speechCache(speak)
  app.get('/api/voice/:callNumbers/:language', async (request, reply) => {
    if (!deps.mayListen(request)) return reply.code(403).send(refuse('access.denied'))
    const params = AnnouncementParams.safeParse(request.params)
    if (!params.success) return reply.code(404).send(refuse('input.invalid'))
    const { callNumbers, language } = params.data
    const calls = callNumbers.split('-').map((number) => deps.announcementOf(Number(number)))
    if (!calls.every((call) => call !== undefined)) return reply.code(404).send(refuse('voice.unknownCall'))
    const speech = await ask(announcementText(calls, language), language)
    switch (speech.status) {
      case 'spoken':
        return reply.header('cache-control', 'private, max-age=300').type('audio/wav').send(speech.wav)
      case 'unavailable':
        return reply.code(404).send(refuse('voice.unavailable'))
      case 'failed':
        // What the program said is for the log: it may tell of paths and versions.
        deps.log.warn('speech.failed', { language: params.data.language, reason: speech.reason })
        return reply.code(404).send(refuse('voice.unavailable'))
    }
  })
}
