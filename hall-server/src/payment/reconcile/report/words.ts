import type { Language, ReconciliationCase, ReconciliationSide } from '@service-hall/contract'

/** What the report says, as a table of texts by language. */
type Words = {
  title: string
  day: string
  made: string
  sides: readonly string[]
  cases: readonly string[]
  casesTitle: string
  noCases: string
  is: Readonly<Record<ReconciliationSide['is'], string>>
  kind: Readonly<Record<string, string>>
  how: Readonly<Record<string, string>>
  open: string
  days: string
  hours: string
  since: string
}

export const WORDS: Readonly<Record<Language, Words>> = {
  zh: {
    ...{ title: '对账报告', day: '业务日', made: '生成时间', open: '未结', days: '天', hours: '小时' },
    sides: [
      ...['对账方', '状态', '对方笔数', '对方金额（元）', '相符', '自动处理', '待次日', '差错'],
      '未解释金额（元）',
    ],
    cases: ['对账方', '类型', '金额（元）', '参考号', '订单', '开立时间', '账龄', '状态'],
    ...{ casesTitle: '差错', noCases: '无差错', since: '等待账单，自' },
    is: { notOver: '当日未结束', due: '待对账', waiting: '等待账单', reconciled: '已对账' },
    kind: {
      ...{ oursOnly: '我方有、对方无', billOnly: '对方有、我方无', amountDiffers: '金额不符' },
      ...{
        notOurs: '单号不属于本厅',
        writeOffOnly: '营销有、我方无',

        wrongAmount: '付款金额有误',
      },
    },
    how: { found: '已查明', returned: '已退回', writtenOff: '已核销', corrected: '已更正' },
  },
  en: {
    ...{ title: 'Reconciliation', day: 'Business day', made: 'Made at', open: 'open', days: 'd', hours: 'h' },
    sides: [
      ...['With', 'State', 'Lines', 'Their sum (yuan)', 'Agree', 'Settled by rule', 'For the next bill'],
      ...['Cases', 'Unexplained (yuan)'],
    ],
    cases: ['With', 'Kind', 'Yuan', 'Reference', 'Order', 'Opened', 'Age', 'State'],
    ...{ casesTitle: 'Cases', noCases: 'No cases', since: 'waiting for the bill since' },
    is: {
      ...{ notOver: 'day not over', due: 'to be compared', waiting: 'waiting for the bill' },
      reconciled: 'compared',
    },
    kind: {
      ...{ oursOnly: 'ours only', billOnly: 'on the bill only', amountDiffers: 'amounts differ' },
      ...{
        notOurs: 'not a number of ours',
        writeOffOnly: 'the utility’s only',

        wrongAmount: 'wrong amount',
      },
    },
    how: { found: 'found', returned: 'returned', writtenOff: 'written off', corrected: 'corrected' },
  },
}

/** `-12.34`: fen as yuan. */
export function yuanOf(fen: number): string {
  const whole = Math.abs(fen)
  return `${fen < 0 ? '-' : ''}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}

/** Age of a case: hours on the first two days, days then. */
export function ageOf({ ageMs }: Pick<ReconciliationCase, 'ageMs'>, language: Language): string {
  const hours = Math.floor(ageMs / 3_600_000)
  const { days, hours: h } = WORDS[language]
  return hours < 48 ? `${hours} ${h}` : `${Math.floor(hours / 24)} ${days}`
}
