import type { HallView } from '@service-hall/contract'

/** What a bar of the hall shows: in Chinese where the hall speaks it, and for bars that know letters and digits only. */
export type BarLines = { chinese: string[]; plain: string[] }

/** The last calls, newest first, at most `rows` of them; a welcome while there are none. */
export function barLines({ calls, config }: HallView, rows: number): BarLines {
  const inChinese = config?.hall.languages.includes('zh') ?? true
  const lines = calls.slice(0, rows).flatMap(({ ticketNumber, counterId }) => {
    const counter = config?.counters.find((row) => row.id === counterId)
    return counter
      ? [
          {
            chinese: inChinese
              ? `${ticketNumber} 请到 ${counter.number} 号窗口`
              : `${ticketNumber} to counter ${counter.number}`,
            plain: `${ticketNumber} > ${counter.number}`,
          },
        ]
      : []
  })
  if (lines.length === 0) return { chinese: [inChinese ? '欢迎光临' : 'Welcome'], plain: ['WELCOME'] }
  return { chinese: lines.map(({ chinese }) => chinese), plain: lines.map(({ plain }) => plain) }
}
