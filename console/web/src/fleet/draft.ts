import { SoftwareVersion, dayPlus } from '@service-hall/contract'
import type { DaySpan, DayType, InheritedSetting, MachineLayer, SettingValue } from '@service-hall/contract'

/** Hours as a form has them. */
export type SpanForm = { mode: 'on' | 'off' | 'hours'; from: string; to: string }

/** Days that one form adds at most. */
const MOST_DAYS = 60

export function spanForm(span: DaySpan | null | undefined): SpanForm {
  if (span === 'on' || span === 'off') return { mode: span, from: '08:00', to: '18:00' }
  return { mode: 'hours', from: span?.from ?? '08:00', to: span?.to ?? '18:00' }
}

/** The hours that a form says; null: it says none. */
export function spanOf({ mode, from, to }: SpanForm): DaySpan | null {
  if (mode !== 'hours') return mode
  return from !== '' && from < to ? { from, to } : null
}

export type DraftForm = {
  span: SpanForm
  number: number | string
  version: string
  first: string
  last: string
  type: DayType
  own: boolean
}

export type Draft = { ok: true; set: MachineLayer } | { ok: false; problem: string }

/** What a form asks for one setting (`days`: single days); or the key of the text that says what is wrong. */
export function draftOf(path: string, form: DraftForm): Draft {
  const wrong = (problem: string): Draft => ({ ok: false, problem: `fleetWords.${problem}` })
  const span = spanOf(form.span)
  switch (path) {
    case 'days': {
      const days = daysBetween(form.first, form.last)
      if (!days) return wrong('badDays')
      if (form.own && !span) return wrong('badHours')
      const value = { type: form.type, ...(form.own && span ? { span } : {}) }
      return { ok: true, set: { days: Object.fromEntries(days.map((day) => [day, value])) } }
    }
    case 'skewMinutes': {
      const skewMinutes = typeof form.number === 'number' ? form.number : NaN
      const isFine = Number.isInteger(skewMinutes) && skewMinutes >= 0 && skewMinutes <= 60
      return isFine ? { ok: true, set: { skewMinutes } } : wrong('badNumber')
    }
    case 'version': {
      const { data: version } = SoftwareVersion.safeParse(form.version.trim())
      return version === undefined ? wrong('badVersion') : { ok: true, set: { version } }
    }
    default:
      return span ? { ok: true, set: { [path]: span } } : wrong('badHours')
  }
}

/** The days from one to another, both with it; null: they are none, or too many. */
export function daysBetween(first: string, last: string): string[] | null {
  const isDay = (day: string): boolean => /^20\d{2}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))
  if (!isDay(first) || (last !== '' && !isDay(last))) return null
  const end = last === '' ? first : last
  const days: string[] = []
  for (let day = first; day <= end && days.length <= MOST_DAYS; day = dayPlus(day, 1)) days.push(day)
  return days.length === 0 || days.length > MOST_DAYS ? null : days
}

/** What would hold with a draft: its values stand for those of the same path. */
export function withDraft(
  values: readonly InheritedSetting[],
  { days, ...single }: MachineLayer,
): InheritedSetting[] {
  const draft = new Map<string, SettingValue | null | undefined>([
    ...Object.entries(single),
    ...Object.entries(days ?? {}).map(([day, value]) => [`days.${day}`, value] as const),
  ])
  const kept = values.filter(({ path }) => !draft.has(path))
  const put = [...draft].map(([path, value]): InheritedSetting => {
    return { path, value: value ?? null, from: '', at: 0, instead: [] }
  })
  return [...kept, ...put].sort((a, b) => (a.path < b.path ? -1 : 1))
}
