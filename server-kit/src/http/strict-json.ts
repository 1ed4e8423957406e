import type { FastifyInstance } from 'fastify'
import { TextEncodingError, strictText } from '../strict-text.ts'

/**
 * Reads JSON bodies as strict UTF-8. Fastify's own way turns bytes that are none into replacement letters, which then stand
 * in a name or a password for ever. Keys that would reach a prototype are refused as before.
 */
export function readStrictJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      void parse(request, strictText(body as Buffer), done)
    } catch (error) {
      if (!(error instanceof TextEncodingError)) throw error
      done(Object.assign(error, { statusCode: 400 }))
    }
  })
}
