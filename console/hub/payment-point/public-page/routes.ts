import type { Language } from '@service-hall/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ConsolePorts } from '../../ports.ts'
import { entriesNow, shownPlace } from '../guide.ts'
import type { Entry } from '../guide.ts'
import { NearbyAsked } from './asked.ts'
import { SCRIPT, STYLE } from './assets.ts'
import { nearOf, placesFor } from './found.ts'
import { nearbyPage, offPage } from './html.ts'

/** Every address may ask so often; how many addresses are remembered is bounded by the plugin. */
const LIMIT = { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } }
/** Figures, and pages made of them, are given out again for so long, ms. */
const KEPT_MS = 5_000
/** Pages that are kept at once. */
const MOST_KEPT = 200

type Kept<T> = { at: number; value: T }

/**
 * The page of places near by: the one thing of the hub that answers strangers, because those who look for a hall have no
 * account. It is read only, has no session, knows nobody, and tells of halls only what their own displays show: name,
 * address, hours, and how many wait. It is off until an administrator of the topmost region switches it on.
 */
export function publicPageRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, clock } = ports
  let entries: Kept<Entry[]> | null = null
  const pages = new Map<string, Kept<string>>()
  const isFresh = (kept: { at: number } | null | undefined): boolean =>
    kept != null && clock.monotonic() - kept.at < KEPT_MS

  function entriesOf(): Entry[] {
    if (!entries || !isFresh(entries)) entries = { at: clock.monotonic(), value: entriesNow(ports) }
    return entries.value
  }

  function pageFor(asked: NearbyAsked, language: Language): string {
    const key = JSON.stringify([asked, language])
    const known = pages.get(key)
    if (known && isFresh(known)) return known.value
    const all = entriesOf()
    const now = clock.now()
    const near = nearOf(asked, all, records.state)
    const shown = (entry: Entry & { metres: number | null }) => shownPlace(ports, entry)
    const places = placesFor(asked, { centre: near.centre, entries: all, shown, now })
    const webs = new Map(all.flatMap((one) => (one.of === 'point' ? [[one.id, one.point.web] as const] : [])))
    const value = nearbyPage({ asked, language, near, places, webs, now })
    // A page is as old as its figures.
    pages.delete(key)
    pages.set(key, { at: entries?.at ?? clock.monotonic(), value })
    const [oldest] = pages.keys()
    if (pages.size > MOST_KEPT && oldest !== undefined) pages.delete(oldest)
    return value
  }

  app.get('/nearby', LIMIT, async (request, reply) => {
    const asked = NearbyAsked.parse(request.query)
    const language = asked.lang ?? preferred(request)
    if (!records.state.publicPage) return html(reply.status(404), offPage(language))
    return html(reply.header('cache-control', 'private, max-age=5'), pageFor(asked, language))
  })
  app.get('/nearby/style.css', LIMIT, async (_request, reply) => file(reply, 'text/css', STYLE))
  app.get('/nearby/script.js', LIMIT, async (_request, reply) => file(reply, 'text/javascript', SCRIPT))
}

/** It may ask where it is, which no other page may; it loads its own style and script, and nothing else. */
function html(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('permissions-policy', 'geolocation=(self)')
    .header(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    .header('vary', 'accept-language')
    .send(text)
}

function file(reply: FastifyReply, type: string, text: string): FastifyReply {
  return reply
    .header('content-type', `${type}; charset=utf-8`)
    .header('cache-control', 'public, max-age=300')
    .send(text)
}

/** Chinese, unless the browser asks for English before all else. */
function preferred({ headers }: FastifyRequest): Language {
  const first = (headers['accept-language'] ?? '').split(',')[0]?.trim().toLowerCase() ?? ''
  return first.startsWith('en') ? 'en' : 'zh'
}
