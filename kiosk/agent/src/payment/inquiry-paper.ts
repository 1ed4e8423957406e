import type { PaperDocument, PaperItem, PaperWidth } from '@service-hall/drivers'
import { yuan } from '@service-hall/drivers'
import type {
  HallConfig,
  KioskAccount,
  KioskBill,
  KioskTariff,
  KioskUsageMonth,
} from '@service-hall/contract'
import { localTime } from '@service-hall/contract'
import type { InquiryParts } from './visit.ts'

/** What of an inquiry is printed: the list that is on the screen. Account, balance and tariff stand on each. */
export type InquiryList = 'bills' | 'usage' | 'account'

export type InquiryContent = {
  list: InquiryList
  hall: HallConfig['hall']
  width: PaperWidth
  account: KioskAccount
  parts: InquiryParts
  /** The hall's clock, epoch ms. */
  now: number
}

const BILLS_PRINTED = 24
/** The longest bar, in letters, where the paper has this width. */
const BAR: Readonly<Record<PaperWidth, number>> = { 58: 10, 80: 22 }
const NOT_HERE = '暂时查不到 Not to be had now'

/** An inquiry (电费查询) on paper, in both languages, with the account masked as on the screen. */
export function inquiryPaper({ list, hall, width, account, parts, now }: InquiryContent): PaperDocument {
  const { day, time } = localTime(now, hall.timeZone)
  const items: PaperItem[] = [
    { type: 'text', text: hall.name.zh, align: 'center', height: 2, bold: true },
    { type: 'text', text: hall.name.en, align: 'center' },
    { type: 'text', text: '电费查询 INQUIRY', align: 'center', width: 2, height: 2 },
    { type: 'rule' },
    pair('户号 Account', account.accountNo),
    pair('户名 Name', account.name),
    pair('账户余额 Balance', money(account.balanceFen)),
    pair('应缴电费 To pay', money(account.owedFen)),
    pair('查询时间 As of', `${day} ${time}`),
    ...tariff(parts.tariff),
    ...(list === 'bills' ? bills(parts.bills) : []),
    ...(list === 'usage' ? usage(parts.usage, width) : []),
    { type: 'rule' },
    { type: 'text', text: '仅供参考，以电费账单为准', align: 'center' },
    { type: 'text', text: 'For information; your bills are what counts', align: 'center' },
    { type: 'feed', lines: 1 },
    { type: 'cut' },
  ]
  return { width, items }
}

function tariff(part: InquiryParts['tariff']): PaperItem[] {
  if (part.is !== 'here') return [heading('执行电价 Tariff'), plain(NOT_HERE)]
  const { name, validFrom, steps }: KioskTariff = part.value
  return [
    heading('执行电价 Tariff'),
    plain(name.zh),
    plain(name.en),
    pair('执行日期 Since', validFrom),
    ...steps.map((step) =>
      row(
        step.name.zh,
        step.fromKwh === null ? '' : `${step.fromKwh} kWh+`,
        (step.price / 10_000).toFixed(4),
      ),
    ),
    plain('单价：元/度 CNY a kWh'),
  ]
}

function bills(part: InquiryParts['bills']): PaperItem[] {
  if (part.is !== 'here') return [heading('账单 Bills'), plain(NOT_HERE)]
  const newest: KioskBill[] = part.value.toReversed().slice(0, BILLS_PRINTED)
  return [
    heading('账单 Bills'),
    { ...row('月份 Month', '应收 Billed', '待缴 Due'), bold: true },
    ...newest.map(({ month, billedFen, penaltyFen, dueFen }) =>
      row(month, yuan(billedFen + penaltyFen), dueFen > 0 ? yuan(dueFen) : '已缴清'),
    ),
  ]
}

/** A bar a month; the longest is the most of them. */
function usage(part: InquiryParts['usage'], width: PaperWidth): PaperItem[] {
  if (part.is !== 'here') return [heading('用电量 Usage'), plain(NOT_HERE)]
  const months: KioskUsageMonth[] = part.value
  const most = Math.max(1, ...months.map(({ milliKwh }) => milliKwh))
  const sum = months.slice(-12).reduce((total, { milliKwh }) => total + milliKwh, 0)
  return [
    heading('用电量 Usage (kWh)'),
    ...months.map(({ month, milliKwh }): PaperItem => ({
      type: 'columns',
      cells: [
        { text: month, share: 8 },
        { text: '#'.repeat(Math.round((Math.max(0, milliKwh) / most) * BAR[width])), share: BAR[width] + 1 },
        { text: kwh(milliKwh), share: 9, align: 'right' },
      ],
    })),
    pair('近12个月 12 months', `${kwh(sum)} kWh`),
  ]
}

function kwh(milli: number): string {
  return (milli / 1_000).toFixed(milli % 1_000 === 0 ? 0 : 2)
}
function money(fen: number): string {
  return `￥${yuan(fen)}`
}
function heading(text: string): PaperItem {
  return { type: 'text', text: `— ${text} —`, align: 'center', bold: true }
}
function plain(text: string): PaperItem {
  return { type: 'text', text, align: 'center' }
}
function pair(name: string, value: string): PaperItem {
  return {
    type: 'columns',
    cells: [
      { text: name, share: 2 },
      { text: value, share: 3, align: 'right' },
    ],
  }
}
function row(first: string, second: string, last: string): PaperItem & { type: 'columns' } {
  return {
    type: 'columns',
    cells: [
      { text: first, share: 4 },
      { text: second, share: 3, align: 'right' },
      { text: last, share: 3, align: 'right' },
    ],
  }
}
