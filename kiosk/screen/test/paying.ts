import type {
  KioskAccount,
  KioskBill,
  KioskBillComponent,
  KioskPayment,
  KioskPlan,
  KioskTariff,
  KioskUsageMonth,
  KioskView,
  KioskWay,
  PaymentPurpose,
  PaymentSession,
  ServiceId,
} from '@service-hall/contract'
import type { FlowEvent } from '../src/flow/state.ts'
import { seen } from './riverside.ts'
import type { Happening } from './states.ts'

type At<Step extends PaymentSession['step']> = Extract<PaymentSession, { step: Step }>

export const PAYMENT_ID = 'payment-0001'

/** What every question of the visit has. */
export function asked(stepNo: number, purpose: PaymentPurpose = 'pay') {
  return { paymentId: PAYMENT_ID, stepNo, purpose }
}

export const OFFER: KioskPayment = {
  offers: ['pay', 'inquiry', 'meterCard'],
  away: null,
  instead: [
    { serviceId: 'pay' as ServiceId, purpose: 'pay' },
    { serviceId: 'meterCard' as ServiceId, purpose: 'meterCard' },
  ],
  session: { step: 'idle' },
}

/** The hall offers payment, and the visit stands at this question. */
export function paying(session: PaymentSession, over: Partial<KioskView> = {}): FlowEvent {
  return seen({ payment: { ...OFFER, session }, ...over })
}

/** A customer has begun to pay; the agent has not taken it up yet. */
export const BEGUN: Happening[] = [
  seen({ payment: OFFER }),
  { type: 'payBegin', purpose: 'pay', paymentId: PAYMENT_ID },
]

export function digits(text: string): FlowEvent[] {
  return [...text].map((digit) => ({ type: 'payDraft', draft: { is: 'digit', digit } }))
}

export const ACCOUNT: KioskAccount = {
  ref: 'a1',
  accountNo: '0571****67',
  name: '张**',
  address: '建国路**号*单元***',
  mode: 'postpaid',
  balanceFen: 12_000,
  owedFen: 88_634,
}
export const ACCOUNTS: KioskAccount[] = [
  ACCOUNT,
  {
    ...ACCOUNT,
    ...{ ref: 'a2', accountNo: '0571****21', address: '滨江区江南大道****号*幢*单元****室商铺（底层东侧）' },
    owedFen: 0,
  },
  { ...ACCOUNT, ref: 'a3', accountNo: '0571****90', name: '欧阳**', mode: 'meterCard', owedFen: 0 },
]

function line(
  kind: KioskBillComponent['kind'],
  zh: string,
  en: string,
  fen: number,
  by?: [number, KioskBillComponent['unit'], number | null],
): KioskBillComponent {
  const [quantityMilli, unit, priceTenThousandths] = by ?? [null, null, null]
  return { kind, name: { zh, en }, quantityMilli, unit, priceTenThousandths, fen }
}

const FLAT = line('energy', '电度电费', 'Energy', 12_634, [231_000, 'kWh', 5_469])
const FUND = line('fund', '政府性基金及附加', 'State funds', 554, [231_000, 'kWh', 240])

export const OVERDUE: KioskBill = {
  ...{ billId: 'b1', month: '2025-10', dueFen: 24_712, billedFen: 24_340, paidFen: 0, penaltyFen: 372 },
  ...{ dueDay: '2025-11-20', isOverdue: true, readFrom: '2025-10-01', readTo: '2025-10-31' },
  usageMilliKwh: 431_000,
  components: [
    line('energy', '电度电费（第一档）', 'Energy (step 1)', 12_634, [231_000, 'kWh', 5_469]),
    line('ladder', '阶梯加价（第二档）', 'Ladder surcharge (step 2)', 11_448, [200_000, 'kWh', 5_724]),
    line('fund', '政府性基金及附加', 'State funds', 258),
    line('penalty', '违约金', 'Late fee', 372),
  ],
}

export const BILLS: KioskBill[] = [
  OVERDUE,
  {
    ...{ billId: 'b2', month: '2025-11', dueFen: 31_208, billedFen: 31_208, paidFen: 0, penaltyFen: 0 },
    ...{ dueDay: '2026-01-20', isOverdue: false, readFrom: '2025-11-01', readTo: '2025-11-30' },
    usageMilliKwh: 552_500,
    components: [
      line('peakValley', '高峰电费', 'Peak energy', 20_006, [352_200, 'kWh', 5_680]),
      line('peakValley', '低谷电费', 'Off-peak energy', 5_768, [200_300, 'kWh', 2_880]),
      line('capacity', '基本电费（按需量）', 'Demand charge', 6_400, [1_600, 'kW', 400_000]),
      line('powerFactor', '功率因数调整', 'Power factor', -466),
      line('deduction', '余额抵扣', 'Balance used', -500),
    ],
  },
  {
    ...{ billId: 'b3', month: '2025-12', dueFen: 32_714, billedFen: 32_714, paidFen: 0, penaltyFen: 0 },
    ...{ dueDay: '2026-01-25', isOverdue: false, readFrom: '2025-12-01', readTo: '2025-12-31' },
    usageMilliKwh: 598_000,
    components: [FLAT, FUND, line('other', '其他费用', 'Other', 19_526)],
  },
]

export const PLAN: KioskPlan = {
  ...{ partFromFen: 5_000, oldestFirst: true, prepayUpToFen: 200_000, adviseFen: 20_000, creditGrade: 'C' },
}
export const STRICT_PLAN: KioskPlan = {
  ...{ partFromFen: null, oldestFirst: true, prepayUpToFen: null, adviseFen: null, creditGrade: 'B' },
}
export const NO_PLAN: KioskPlan = { ...STRICT_PLAN, oldestFirst: false, creditGrade: null }

export const IDENTIFY: At<'identify'> = {
  ...asked(1),
  step: 'identify',
  lengths: [10, 13],
  by: { idCard: true, meterCard: true, barcode: true },
}
export const AT_BILLS: At<'bills'> = {
  ...asked(4),
  step: 'bills',
  account: ACCOUNT,
  bills: BILLS,
  plan: PLAN,
}
export const AT_METER_AMOUNT: At<'meterAmount'> = {
  ...asked(4, 'meterCard'),
  step: 'meterAmount',
  account: { ...ACCOUNT, mode: 'meterCard', owedFen: 0 },
  presetsFen: [5_000, 10_000, 20_000, 50_000],
  minFen: 1_000,
  maxFen: 200_000,
  count: 37,
}

export const WAYS: KioskWay[] = [
  { wayId: 'alipay', kind: 'code', name: { zh: '支付宝', en: 'Alipay' }, problem: null },
  { wayId: 'wechat', kind: 'code', name: { zh: '微信支付', en: 'WeChat Pay' }, problem: null },
  { wayId: 'unionpay', kind: 'code', name: { zh: '云闪付', en: 'UnionPay' }, problem: null },
  { wayId: 'scan', kind: 'scan', name: { zh: '付款码', en: 'Payment code' }, problem: null },
  { wayId: 'card', kind: 'card', name: { zh: '银行卡', en: 'Bank card' }, problem: null },
  { wayId: 'cash', kind: 'cash', name: { zh: '现金', en: 'Cash' }, problem: null },
]
const SUMMARY = { account: ACCOUNT, months: ['2025-10', '2025-11'], prepayFen: 0, totalFen: 36_345 }
export const AT_WAYS: At<'ways'> = { ...asked(5), step: 'ways', summary: SUMMARY, ways: WAYS }

const NOTES_FEN = [500, 1_000, 2_000, 5_000, 10_000]
export const AT_CONSENT: At<'cashConsent'> = {
  ...asked(6),
  ...{ step: 'cashConsent', summary: SUMMARY, notesFen: NOTES_FEN, over: 'toBalance' },
}

/** Money is under way. */
export const MONEY = { ...asked(7), fen: 36_345, reference: 'K1-0731' }
const ALIPAY = { wayName: { zh: '支付宝', en: 'Alipay' } }

export const AT_CODE: At<'code'> = {
  ...MONEY,
  ...ALIPAY,
  ...{ step: 'code', qr: 'https://qr.alipay.com/bax03431ljhokirwl38f00a7', leftMs: 120_000 },
  ifCancelled: 'mayStillArrive',
}
export const AT_CARD: At<'card'> = {
  ...MONEY,
  wayName: { zh: '银行卡', en: 'Bank card' },
  ...{ step: 'card', phase: 'insert', pinDigits: 0, leftMs: 60_000, ifCancelled: 'nothingTaken' },
}
export const AT_CASH: At<'cash'> = {
  ...MONEY,
  ...{ step: 'cash', notesFen: NOTES_FEN, insertedFen: 0, refused: 0, acceptor: 'ready', leftMs: 60_000 },
  ifEnded: 'nothingTaken',
}
export const AT_REPAIR: At<'meterRepair'> = {
  ...{ ...MONEY, purpose: 'meterCard', step: 'meterRepair', why: 'pulled', leftMs: 120_000 },
}
export const AT_DONE: At<'done'> = {
  ...MONEY,
  ...{ step: 'done', paidFen: 36_345, creditFen: 0, balanceFen: 12_000, paper: { is: 'printed' } },
  ...{ rating: { level: null }, takeCard: false },
}
export const AT_INVOICE: At<'invoice'> = {
  ...asked(9),
  ...{ step: 'invoice', months: ['2025-10', '2025-11'], fen: 36_345, reference: 'K1-0731' },
  title: { title: '张**', taxNo: null, sentTo: '138****0000' },
  standing: { is: 'confirm' },
}
export const AT_ENDED: At<'cancelled'> = {
  ...MONEY,
  ...{ step: 'cancelled', effect: 'nothingTaken', paper: { is: 'none' }, takeCard: false },
}
export const AT_UNKNOWN: At<'unknown'> = {
  ...MONEY,
  ...ALIPAY,
  ...{ step: 'unknown', taken: null, by: { day: '2026-01-06', time: '12:00' }, phone: '95598' },
  ...{ paper: { is: 'printed' }, takeCard: false },
}

/** Two years of a household that is warm in winter and cool in summer. */
export const USAGE: KioskUsageMonth[] = Array.from({ length: 24 }, (_, at) => {
  const month = `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  const shape = [420, 390, 260, 190, 180, 270, 480, 520, 330, 200, 240, 390][at % 12] ?? 0
  const kwh = Math.round(shape * (at < 12 ? 1 : 0.92) + ((at * 37) % 23))
  return { month, milliKwh: kwh * 1_000, fen: Math.round(kwh * 54.69) }
})

export const LADDER: KioskTariff = {
  name: { zh: '居民阶梯电价', en: 'Household ladder tariff' },
  validFrom: '2025-01-01',
  steps: [
    { name: { zh: '第一档', en: 'Step 1' }, fromKwh: 0, price: 5_380 },
    { name: { zh: '第二档', en: 'Step 2' }, fromKwh: 2_760, price: 5_880 },
    { name: { zh: '第三档', en: 'Step 3' }, fromKwh: 4_800, price: 8_380 },
  ],
}
export const PERIODS: KioskTariff = {
  name: { zh: '居民峰谷电价', en: 'Household peak/off-peak tariff' },
  validFrom: '2025-01-01',
  steps: [
    { name: { zh: '高峰 8:00–22:00', en: 'Peak 8:00–22:00' }, fromKwh: null, price: 5_680 },
    { name: { zh: '低谷 22:00–次日 8:00', en: 'Off-peak 22:00–8:00' }, fromKwh: null, price: 2_880 },
  ],
}

/** Bills that are paid, the oldest first, and then those that are owed. */
const PAID: KioskBill[] = Array.from({ length: 8 }, (_, at) => ({
  ...{ billId: `p${at}`, month: `2025-0${at + 1}`, dueFen: 0, billedFen: 13_188, paidFen: 13_188 },
  ...{ penaltyFen: 0, dueDay: '2025-09-20', isOverdue: false, readFrom: '2025-08-01', readTo: '2025-08-31' },
  usageMilliKwh: 231_000,
  components: [FLAT, FUND],
}))
export const AT_INQUIRY: At<'inquiry'> = {
  ...asked(4, 'inquiry'),
  ...{ step: 'inquiry', account: ACCOUNT, canPay: true, today: '2026-01-05', print: 'idle', canPrint: true },
  bills: { is: 'here', value: [...PAID, ...BILLS] },
  usage: { is: 'here', value: USAGE },
  tariff: { is: 'here', value: LADDER },
}
