import type { HallConfig } from '../config/hall-config.ts'
import type { HallId } from '../ids.ts'
import type { NoticeView } from './fold.ts'
import { DirectiveWork } from './words.ts'
import type { NoticePlace } from './words.ts'

/** A text of any length in both languages. */
export type NoticeText = { zh: string; en: string }

/** How many wait in a hall now; null: nobody knows. */
export type WaitingAt = (hallId: HallId) => { waiting: number } | null

/**
 * What a notice of the region says; null: of a kind that this release does not show. Where it is known how many wait in the
 * hall that customers are sent to (`waitingAt`), it says so.
 */
export function noticeText(
  { work }: Pick<NoticeView, 'work'>,
  config: HallConfig | null,
  waitingAt: WaitingAt = () => null,
): NoticeText | null {
  const { data: known } = DirectiveWork.safeParse(work)
  switch (known?.kind) {
    case 'message':
      return known.text
    case 'divert': {
      const { toHallId, toName, waitMinutes, metres } = known
      const now = waitingAt(toHallId)
      const km = metres === undefined ? null : (metres / 1_000).toFixed(1)
      return {
        zh: [
          `本厅等候人数较多，可前往${toName.zh}`,
          ...(km === null ? [] : [`距离约 ${km} 公里`]),
          ...(waitMinutes === undefined ? [] : [`当前等候约 ${waitMinutes} 分钟`]),
          ...(now === null ? [] : [now.waiting === 0 ? '现在无人等候' : `现在 ${now.waiting} 人等候`]),
        ].join('，'),
        en: [
          `This hall is busy; ${toName.en} is quieter`,
          ...(km === null ? [] : [`about ${km} km away`]),
          ...(waitMinutes === undefined ? [] : [`about ${waitMinutes} min to wait now`]),
          ...(now === null
            ? []
            : [now.waiting === 0 ? 'nobody is waiting there now' : `${now.waiting} waiting there now`]),
        ].join(', '),
      }
    }
    case 'openCounter': {
      const number = config?.counters.find(({ id }) => id === known.counterId)?.number
      return number === undefined
        ? { zh: '区域请本厅增开一个窗口', en: 'The region asks you to open one more counter' }
        : { zh: `区域请本厅开放 ${number} 号窗口`, en: `The region asks you to open counter ${number}` }
    }
    case 'suggestService': {
      const name = config?.services.find(({ id }) => id === known.serviceId)?.name
      const { zh, en } = name ?? { zh: known.serviceId, en: known.serviceId }
      return known.open
        ? { zh: `区域请窗口受理“${zh}”`, en: `The region asks the counters to take “${en}”` }
        : { zh: `区域请窗口暂停受理“${zh}”`, en: `The region asks the counters to stop “${en}”` }
    }
    default:
      return null
  }
}

/** Notices that stand at a place now, the newest first. `now`: the hall's clock, epoch ms; `waitingAt`: see `noticeText`. */
export function noticesAt(
  view: { notices?: Readonly<Record<string, NoticeView>> | undefined; config: HallConfig | null },
  place: NoticePlace,
  now: number,
  waitingAt?: WaitingAt,
): { id: string; kind: string; text: NoticeText }[] {
  // A hall of an earlier release has none.
  return Object.values(view.notices ?? {})
    .filter(({ on, until }) => on.includes(place) && now < until)
    .sort((a, b) => b.since - a.since)
    .flatMap((notice) => {
      const text = noticeText(notice, view.config, waitingAt)
      return text ? [{ id: notice.id, kind: notice.work.kind, text }] : []
    })
}
