import type { KioskPlace, Language } from '@service-hall/contract'
import { LOCALE_OF } from '@service-hall/ui'
import type { Translate } from '../define-page.ts'

/** A way on foot is longer than the crow flies, and people who come to a hall walk so fast, metres a minute. */
const DETOUR = 1.3
const PACE = 70
/** Who would walk farther takes something else, metres. */
const WALKED_METRES = 2_000

/** `350 m`, `2.4 km`: as the crow flies, and not more exact than that is. */
export function distanceText(metres: number, t: Translate): string {
  if (metres < 950) return t('nearby.metres', { n: Math.max(50, Math.round(metres / 50) * 50) })
  return t('nearby.kilometres', { n: (metres / 1_000).toFixed(metres < 9_950 ? 1 : 0) })
}

/** How long it takes on foot; null: too far to walk. */
export function walkText(metres: number, t: Translate): string | null {
  if (metres > WALKED_METRES) return null
  return t('nearby.walk', { n: Math.max(1, Math.round((metres * DETOUR) / PACE)) })
}

type Said = {
  t: Translate
  say: (text: { zh: string; en: string }) => string
  language: Language
  today: string
}

export function openText({ open }: Pick<KioskPlace, 'open'>, said: Said): string {
  const { t, say } = said
  if (!open) return t('nearby.hoursUnknown')
  if (open.is === 'open')
    return open.until ? t('nearby.openUntil', { time: timeText(open.until, said) }) : t('nearby.openAlways')
  if (open.why) return t('nearby.closedWhy', { why: say(open.why) })
  return open.opens ? t('nearby.opens', { time: timeText(open.opens, said) }) : t('nearby.closed')
}

const DAY_MS = 86_400_000
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`)

/** `17:30`, `tomorrow 08:30`, `October 8 08:30`. */
function timeText({ day, time }: { day: string; time: string }, { t, language, today }: Said): string {
  if (day === today) return time
  if (noon(day) - noon(today) === DAY_MS) return `${t('nearby.tomorrow')} ${time}`
  const date = new Intl.DateTimeFormat(LOCALE_OF[language], {
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  })
  return `${date.format(noon(day))} ${time}`
}

/** How many wait at a hall; null: there is nothing to say of it. */
export function waitingText({ isHall, open, waiting }: KioskPlace, t: Translate): string | null {
  if (!isHall) return null
  if (waiting === null) return open?.is === 'closed' ? null : t('nearby.waitingUnknown')
  return waiting === 0 ? t('nearby.nobody') : t('nearby.waiting', { n: waiting })
}

/** `www.example.cn`, of the address of a page; empty: there is none. */
export function hostText(web: string): string {
  return /^https:\/\/([^/?#]+)/.exec(web)?.[1] ?? ''
}
