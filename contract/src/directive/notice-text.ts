import type { HallConfig } from '../config/hall-config.ts'
import type { NoticeView } from './fold.ts'
import { DirectiveWork } from './words.ts'
import type { NoticePlace } from './words.ts'

/** A text of any length in both languages. */
export type NoticeText = { zh: string; en: string }

/** What a notice of the region says; null: of a kind that this release does not show. */
export function noticeText({ work }: Pick<NoticeView, 'work'>, config: HallConfig | null): NoticeText | null {
  const { data: known } = DirectiveWork.safeParse(work)
  switch (known?.kind) {
    case 'message':
      return known.text
    case 'divert': {
      const { toName, waitMinutes, metres } = known
      const km = metres === undefined ? null : (metres / 1_000).toFixed(1)
      return {
        zh: [
          `本厅等候人数较多，可前往${toName.zh}`,
          ...(km === null ? [] : [`距离约 ${km} 公里`]),
          ...(waitMinutes === undefined ? [] : [`当前等候约 ${waitMinutes} 分钟`]),
        ].join('，'),
        en: [
          `This hall is busy; ${toName.en} is quieter`,
          ...(km === null ? [] : [`about ${km} km away`]),
          ...(waitMinutes === undefined ? [] : [`about ${waitMinutes} min to wait now`]),
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

/** Notices that stand at a place now, the newest first. `now`: the hall's clock, epoch ms. */
export function noticesAt(
  view: { notices?: Readonly<Record<string, NoticeView>> | undefined; config: HallConfig | null },
  place: NoticePlace,
  now: number,
): { id: string; kind: string; text: NoticeText }[] {
  // A hall of an earlier release has none.
  return Object.values(view.notices ?? {})
    .filter(({ on, until }) => on.includes(place) && now < until)
    .sort((a, b) => b.since - a.since)
    .flatMap((notice) => {
      const text = noticeText(notice, view.config)
      return text ? [{ id: notice.id, kind: notice.work.kind, text }] : []
    })
}
