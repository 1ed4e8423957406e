import { PlanDay, SpecialDays, daysLater } from '@service-hall/contract'
import type { DayKind } from '@service-hall/contract'

export type DayForm = { from: string; to: string; kind: DayKind; zh: string; en: string }
export type DayProblem = 'badDays' | 'halfName'
const MOST = 62

/** The days that a form says, or what is wrong with it; `to` empty: one day. */
export function typedDays(form: DayForm): SpecialDays | DayProblem {
  const from = PlanDay.safeParse(form.from)
  const to = PlanDay.safeParse(form.to === '' ? form.from : form.to)
  if (!from.success || !to.success || to.data < from.data) return 'badDays'
  const [zh, en] = [form.zh.trim(), form.en.trim()]
  if ((zh === '') !== (en === '')) return 'halfName'
  const name = zh === '' ? null : { zh, en }
  const days = []
  for (let day = from.data; day <= to.data && days.length <= MOST; day = daysLater(day))
    days.push({ day, kind: form.kind, name })
  return SpecialDays.safeParse(days).data ?? 'badDays'
}
