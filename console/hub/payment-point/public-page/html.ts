import {
  LANGUAGES,
  PLACE_GROUPS,
  POINT_ZONE,
  dayAfter,
  localTime,
  placeOpenAt,
  waitingShown,
} from '@service-hall/contract'
import type { GuidePlace, Language, Localized } from '@service-hall/contract'
import { addressOf } from './asked.ts'
import type { KindGroup, NearbyAsked } from './asked.ts'
import type { Centre, Near, ShownPlace } from './found.ts'
import { PAGE_TEXTS } from './texts.ts'
import type { PageText } from './texts.ts'

export type PageParts = {
  asked: NearbyAsked
  language: Language
  near: Near
  places: readonly ShownPlace[]
  /** Pages of ways that nobody goes to, by the id of their place. */
  webs: ReadonlyMap<string, string>
  now: number
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
}
/** A text as it may stand in a page and in an attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')

const KINDS: readonly KindGroup[] = ['all', ...PLACE_GROUPS]

/** The whole page. Everything that comes from people goes through `escaped`. */
export function nearbyPage(parts: PageParts): string {
  const { asked, language, near, places, now } = parts
  const t = PAGE_TEXTS[language]
  const stamp = localTime(now, POINT_ZONE).time
  const hasHalls = places.some(({ isHall }) => isHall)
  return frame(
    { language, title: t.title, big: asked.big === '1' },
    `<header>
<h1>${t.title}</h1>
<nav class="modes"><a lang="${otherOf(language) === 'zh' ? 'zh-CN' : 'en'}" href="${link(asked, { lang: otherOf(language) })}">${t.other}</a>
<a href="${link(asked, { big: asked.big ? undefined : '1' })}">${asked.big ? t.normal : t.big}</a></nav>
</header>
<main>
<form action="/nearby" method="get" role="search">
<label for="q">${t.search}</label>
<div class="row"><input id="q" name="q" type="search" maxlength="60" value="${escaped(asked.q ?? '')}">
<button type="submit">${t.find}</button></div>
${hidden('lang', language)}${hidden('big', asked.big)}${hidden('by', asked.by)}${hidden('kind', asked.kind)}${hidden('open', asked.open)}
</form>
<p class="here" hidden data-here="${link({ ...asked, lang: language }, { q: undefined, hall: undefined, lat: undefined, lon: undefined })}"><button type="button">${t.here}</button> <small>${t.hereNote}</small>
<strong role="alert" hidden>${t.hereFailed}</strong></p>
<nav class="choices" aria-label="${t.kinds}">${KINDS.map((kind) => choice(t.kind[kind], link(asked, { kind }), asked.kind === kind)).join('')}</nav>
<nav class="choices" aria-label="${t.order}">${(['distance', 'waiting'] as const).map((by) => choice(t.by[by], link(asked, { by }), asked.by === by)).join('')}${choice(t.openOnly, link(asked, { open: asked.open ? undefined : '1' }), asked.open === '1')}</nav>
<h2>${headingOf(asked, near.centre, t, language)}</h2>
${asked.q && !near.centre && asked.lat === undefined ? `<p role="status">${t.notFound(escaped(asked.q))}</p>` : ''}
${near.names.length > 0 ? `<p class="names">${t.or} ${near.names.map((name) => nameLink(asked, name, language)).join(' ')}</p>` : ''}
${places.length === 0 ? `<p role="status">${t.none}</p>` : ''}
<ol>${places.map((one) => placeItem(one, parts, t)).join('\n')}</ol>
${hasHalls ? `<p class="asof" data-age="${t.age}" data-old="${t.tooOld}"><span>${t.asOf(stamp)}</span> <a href="${link(asked)}">${t.refresh}</a></p>` : ''}
</main>`,
  )
}

/** What is there while the page is switched off. */
export function offPage(language: Language): string {
  const t = PAGE_TEXTS[language]
  return frame({ language, title: t.title, big: false }, `<main><h1>${t.title}</h1><p>${t.off}</p></main>`)
}

function frame(
  { language, title, big }: { language: Language; title: string; big: boolean },
  body: string,
): string {
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"${big ? ' class="big"' : ''}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noarchive"><title>${title}</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/nearby/style.css"><script src="/nearby/script.js" defer></script></head>
<body>${body}</body></html>
`
}

const link = (asked: NearbyAsked, changed: Partial<NearbyAsked> = {}): string =>
  escaped(addressOf(asked, changed))
const hidden = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `<input type="hidden" name="${name}" value="${escaped(value)}">`
const otherOf = (language: Language): Language => LANGUAGES.find((one) => one !== language) ?? language
const choice = (text: string, href: string, isChosen: boolean): string =>
  `<a href="${href}"${isChosen ? ' aria-current="true"' : ''}>${isChosen ? '✓ ' : ''}${text}</a>`
const say = (text: Localized, language: Language): string => escaped(text[language])

function headingOf(asked: NearbyAsked, centre: Centre | null, t: PageText, language: Language): string {
  if (asked.kind === 'online') return t.kind.online
  if (!centre) return t.everywhere
  return centre.name ? t.near(say(centre.name, language)) : t.nearYou
}

function nameLink(asked: NearbyAsked, { name, position }: Centre, language: Language): string {
  const text = name ? say(name, language) : ''
  const at = { lat: position.latitude, lon: position.longitude, q: undefined, hall: undefined }
  return `<a href="${link(asked, at)}">${text}</a>`
}

function placeItem(
  { place, waiting, isHall }: ShownPlace,
  { language, now, webs }: PageParts,
  t: PageText,
): string {
  const { name, kindName, address, phone, position, metres, services } = place
  const web = webs.get(place.id) ?? ''
  const title = say(name, language)
  const row = (what: string, value: string): string =>
    value === '' ? '' : `<p><span>${what}</span> ${value}</p>`
  const at = position && `${position.latitude},${position.longitude}`
  return `<li data-place="${escaped(place.id)}"><div class="top"><h3>${title}</h3>${metres === null ? '' : `<b class="far">${distance(metres, t)}</b>`}</div>
<p class="kind">${say(kindName, language)}</p>
${openText(place, { language, now, t })}
${isHall ? waitingText(waiting, t) : ''}
${row(t.address, escaped(address))}
${row(t.phone, phone === '' ? '' : `<a href="tel:${escaped(phone.replace(/[^0-9+*#]/g, ''))}">${escaped(phone)}</a>`)}
${row(t.does, services.map((service) => say(service, language)).join(language === 'zh' ? '、' : ', '))}
${row(t.web, web === '' ? '' : `<a rel="noopener noreferrer" href="${escaped(web)}">${escaped(new URL(web).host)}</a>`)}
${at ? `<p><a href="geo:${at}?q=${at}" aria-label="${t.map}: ${title}">${t.map}</a></p>` : ''}</li>`
}

/** `350 m`, `2.4 km`, `57 km`: as the crow flies, and not more exact than that is. */
export function distance(metres: number, t: Pick<PageText, 'metres' | 'kilometres'>): string {
  if (metres < 950) return `${Math.round(metres / 50) * 50 || 50} ${t.metres}`
  return `${(metres / 1_000).toFixed(metres < 9_950 ? 1 : 0)} ${t.kilometres}`
}

function openText(
  place: GuidePlace,
  { language, now, t }: { language: Language; now: number; t: PageText },
): string {
  const { closed } = place
  if (closed) {
    const to = closed.to === null ? '' : t.closedTo(closed.to)
    return `<p class="shut">● ${t.closedFor(say(closed.why, language), to)}</p>`
  }
  const state = placeOpenAt(place, now)
  if (!state) return `<p class="unknown">${t.unknownHours}</p>`
  const when = ({ day, time }: { day: string; time: string }): string =>
    `${dayName(day, now, t)}${time}`.trim()
  if (state.is === 'open')
    return `<p class="open">● ${state.until ? t.openUntil(when(state.until)) : t.openAlways}</p>`
  return `<p class="shut">○ ${state.opens ? t.closedUntil(when(state.opens)) : t.closed}</p>`
}

function dayName(day: string, now: number, t: PageText): string {
  const today = localTime(now, POINT_ZONE).day
  if (day === today) return `${t.today} `
  return day === dayAfter(today, 1) ? `${t.tomorrow} ` : `${day} `
}

function waitingText(waiting: ShownPlace['waiting'], t: PageText): string {
  const shown = waitingShown(waiting, 0)
  if (shown.is === 'unknown') return `<p class="unknown waiting">${t.unknownWaiting}</p>`
  const { waiting: count, longestMs } = shown.waiting
  const minutes = longestMs === null ? 0 : Math.round(longestMs / 60_000)
  return `<p class="waiting" data-waiting>${t.waiting(count)}${count > 0 && minutes > 0 ? t.longest(minutes) : ''}</p>`
}
