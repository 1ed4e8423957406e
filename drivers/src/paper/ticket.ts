import type { PaperDocument, PaperItem, PaperWidth, Scale } from './document.ts'
import { cellsPerLine } from './document.ts'
import { cellsOf } from './gb18030.ts'

/** The same words in Chinese and English. */
export type Bilingual = { zh: string; en: string }

export type PaperLanguage = keyof Bilingual

/** What a queue ticket says. */
export type TicketPaper = {
  width: PaperWidth
  /** Languages that the paper speaks, the first one large. Default: Chinese and English. */
  languages?: readonly PaperLanguage[]
  hall: Bilingual
  service: Bilingual
  /** The number as called, such as `A012`. */
  number: string
  /** People waiting before this customer; left out, nothing is said of it. */
  ahead?: number
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

/** Lays a queue ticket out: hall, service, number large, people ahead, time, QR, notes. */
export function ticketPaper(ticket: TicketPaper): PaperDocument {
  const { width, hall, service, number, ahead, time, qr, notes = [], isReprint = false } = ticket
  const { languages = ['zh', 'en'] } = ticket
  const scale = numberScale(number, cellsPerLine(width))
  const said = (text: Bilingual, large: Partial<TextItem> = {}): PaperItem[] =>
    languages.map((language, at) => ({
      type: 'text',
      text: text[language],
      align: 'center',
      ...(at === 0 ? large : {}),
    }))
  const beside = (text: Bilingual): string => languages.map((language) => text[language]).join(' ')
  const items: PaperItem[] = [
    ...(isReprint ? [reprintMark(beside(REPRINT))] : []),
    ...said(hall, { height: 2, bold: true }),
    { type: 'rule' },
    ...said(service, { width: 2, height: 2 }),
    { type: 'feed', lines: 1 },
    { type: 'text', text: number, align: 'center', width: scale, height: scale, bold: true },
    { type: 'feed', lines: 1 },
    ...(ahead === undefined ? [] : said(aheadText(ahead), { height: 2 })),
    {
      type: 'columns',
      cells: [
        { text: beside(TIME), share: 7 },
        { text: time, share: 9, align: 'right' },
      ],
    },
    { type: 'rule' },
    ...(qr === undefined ? [] : scanBlock(qr, said(SCAN))),
    ...notes.flatMap((note) => said(note)),
    { type: 'feed', lines: 1 },
    { type: 'cut' },
  ]
  return { width, items }
}

type TextItem = Extract<PaperItem, { type: 'text' }>

const REPRINT: Bilingual = { zh: '重打', en: 'REPRINT' }
const TIME: Bilingual = { zh: '取号时间', en: 'Time' }
const SCAN: Bilingual = { zh: '扫码保存号码', en: 'Scan to keep your number' }

function aheadText(ahead: number): Bilingual {
  return {
    zh: `您前面还有 ${ahead} 人`,
    en: ahead === 1 ? '1 person ahead of you' : `${ahead} people ahead of you`,
  }
}

function reprintMark(text: string): PaperItem {
  return { type: 'text', text, align: 'center', height: 2, bold: true }
}

function scanBlock(data: string, lines: readonly PaperItem[]): PaperItem[] {
  return [{ type: 'qr', data, level: 'M' }, ...lines]
}

/** The largest letters, up to sixfold, that leave a margin beside the number. */
function numberScale(number: string, lineCells: number): Scale {
  const scales: readonly Scale[] = [6, 5, 4, 3, 2]
  return scales.find((scale) => cellsOf(number) * scale <= lineCells - 4) ?? 1
}
