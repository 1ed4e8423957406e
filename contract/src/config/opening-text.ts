import { localTime } from '../time.ts'
import type { Instant } from '../time.ts'
import type { Weekday } from '../time.ts'
import { byId } from './by-id.ts'
import type { HallConfig, Service } from './hall-config.ts'
import { hoursOn, nextOpening } from './opening.ts'
import type { SpecialDay } from './special-day.ts'

/** A sentence in each language; it may be longer than a name. */
export type Sentence = { zh: string; en: string }

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
const WEEKDAY_NAMES: Readonly<Record<Weekday, Sentence>> = {
  mon: { zh: '周一', en: 'a Monday' },
  tue: { zh: '周二', en: 'a Tuesday' },
  wed: { zh: '周三', en: 'a Wednesday' },
  thu: { zh: '周四', en: 'a Thursday' },
  fri: { zh: '周五', en: 'a Friday' },
  sat: { zh: '周六', en: 'a Saturday' },
  sun: { zh: '周日', en: 'a Sunday' },
}
/** More services than this are not told one by one. */
const NAMED_SERVICES = 2

/** A special day as customers are told of it: `国庆节（10月1日至10月7日）：停止办理`. */
export function specialDayText(config: Pick<HallConfig, 'services'>, special: SpecialDay): Sentence {
  const { name, hours } = special
  const when = daysText(special)
  const who = servicesText(config, special)
  const what = hoursText(hours)
  return {
    zh: `${name.zh}（${when.zh}）：${who.zh}${what.zh}`,
    en: `${name.en} (${when.en}): ${who.en}${what.en}`,
  }
}

/** Why a service is closed at a moment and when it opens: `国庆节，10月8日 08:30 起办理`; null: it will not be soon. */
export function closedText(
  config: Pick<HallConfig, 'hall' | 'specialDays'>,
  service: Pick<Service, 'id' | 'openingHours'>,
  at: Instant,
): Sentence | null {
  const { special } = hoursOn(config, service, localTime(at, config.hall.timeZone).day)
  const next = nextOpening(config, service, at)
  if (!next) return special ? special.name : null
  const day = dayText(next.day)
  const zh = `${['今天', '明天'][next.daysAhead] ?? day.zh} ${next.time} 起办理`
  const en = `pens ${['today', 'tomorrow'][next.daysAhead] ?? `on ${day.en}`} at ${next.time}`
  return special
    ? { zh: `${special.name.zh}，${zh}`, en: `${special.name.en}, o${en}` }
    : { zh, en: `O${en}` }
}

function hoursText(hours: SpecialDay['hours']): Sentence {
  if (hours === 'closed') return { zh: '停止办理', en: 'closed' }
  if (typeof hours === 'string') {
    const { zh, en } = WEEKDAY_NAMES[hours]
    return { zh: `按${zh}时间办理`, en: `open as on ${en}` }
  }
  const spans = hours.map(({ from, to }) => `${from}–${to}`)
  return { zh: `${spans.join('、')} 办理`, en: `open ${spans.join(', ')}` }
}

function servicesText(config: Pick<HallConfig, 'services'>, { services }: SpecialDay): Sentence {
  if (!services) return { zh: '', en: '' }
  if (services.length > NAMED_SERVICES) return { zh: '部分业务', en: 'some services ' }
  const names = services.flatMap((id) => byId(config.services, id)?.name ?? [])
  return {
    zh: names.map(({ zh }) => zh).join('、'),
    en: `${names.map(({ en }) => en).join(', ')} `,
  }
}

function daysText({ from, to = from }: SpecialDay): Sentence {
  const [first, last] = [dayText(from), dayText(to)]
  if (from === to) return first
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7)
  return {
    zh: `${first.zh}至${last.zh}`,
    en: isOneMonth ? `${Number(from.slice(8))}–${last.en}` : `${first.en} – ${last.en}`,
  }
}

/** `10月1日`, `1 October`. */
function dayText(day: string): Sentence {
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))]
  return { zh: `${month}月${date}日`, en: `${date} ${MONTHS[month - 1] ?? ''}` }
}
