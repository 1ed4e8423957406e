import type { PaperDocument, PaperItem, PaperWidth, Scale } from './document.ts'
import { cellsPerLine } from './document.ts'
import { cellsOf } from './gb18030.ts'

/** The same words in Chinese and English. */
export type Bilingual = { zh: string; en: string }

/** What a queue ticket says. */
export type TicketPaper = {
  width: PaperWidth
  hall: Bilingual
  service: Bilingual
  /** The number as called, such as `A012`. */
  number: string
  /** People waiting before this customer. */
  ahead: number
  /** Time of issue, already written for people. */
  time: string
  /** Content of the QR symbol; left out, there is none. */
  qr?: string
  notes?: readonly Bilingual[]
  /**
   * Says in large letters that the same number was printed before. For every printing after one that did not end as
   * `printed` or as `notPrinted` with nothing on paper: the customer may hold a piece of it.
   */
  isReprint?: boolean
}

/** Lays a queue ticket out in Chinese and English: hall, service, number large, people ahead, time, QR, notes. */
export function ticketPaper(ticket: TicketPaper): PaperDocument {
  const { width, hall, service, number, ahead, time, qr, notes = [], isReprint = false } = ticket
  const scale = numberScale(number, cellsPerLine(width))
  const items: PaperItem[] = [
    ...(isReprint ? [reprintMark] : []),
    { type: 'text', text: hall.zh, align: 'center', height: 2, bold: true },
    { type: 'text', text: hall.en, align: 'center' },
    { type: 'rule' },
    { type: 'text', text: service.zh, align: 'center', width: 2, height: 2 },
    { type: 'text', text: service.en, align: 'center' },
    { type: 'feed', lines: 1 },
    { type: 'text', text: number, align: 'center', width: scale, height: scale, bold: true },
    { type: 'feed', lines: 1 },
    { type: 'text', text: `您前面还有 ${ahead} 人`, align: 'center', height: 2 },
    {
      type: 'text',
      text: ahead === 1 ? '1 person ahead of you' : `${ahead} people ahead of you`,
      align: 'center',
    },
    {
      type: 'columns',
      cells: [
        { text: '取号时间 Time', share: 7 },
        { text: time, share: 9, align: 'right' },
      ],
    },
    { type: 'rule' },
  ]
  if (qr !== undefined) items.push(...scanBlock(qr))
  for (const note of notes) {
    items.push(
      { type: 'text', text: note.zh, align: 'center' },
      { type: 'text', text: note.en, align: 'center' },
    )
  }
  items.push({ type: 'feed', lines: 1 }, { type: 'cut' })
  return { width, items }
}

const reprintMark: PaperItem = {
  type: 'text',
  text: '重打 REPRINT',
  align: 'center',
  height: 2,
  bold: true,
}

function scanBlock(data: string): PaperItem[] {
  return [
    { type: 'qr', data, level: 'M' },
    { type: 'text', text: '扫码保存号码', align: 'center' },
    { type: 'text', text: 'Scan to keep your number', align: 'center' },
  ]
}

/** The largest letters, up to sixfold, that leave a margin beside the number. */
function numberScale(number: string, lineCells: number): Scale {
  const scales: readonly Scale[] = [6, 5, 4, 3, 2]
  return scales.find((scale) => cellsOf(number) * scale <= lineCells - 4) ?? 1
}
