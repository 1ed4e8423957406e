import type { BilledAccount, BilledMonth, PaymentOrderId } from '@service-hall/contract'
import type { ShowState } from '@service-hall/ui/gallery'
import type { TestHall } from '@service-hall/ui/testing'
import type { Pinia } from 'pinia'
import { useCounterPayment } from '../counter/payment/payment-store.ts'
import { aPayingCounter, COUNTER_ORDERS } from './a-paying-hall.ts'
import { press, type } from './show.ts'
import type { LiveState } from './show.ts'

type Terminal = (hall: () => TestHall, more?: Partial<LiveState>) => ShowState
type Before = NonNullable<LiveState['before']>

const ACCOUNT = {
  ...{ accountNo: '3201457896', maskedName: '张**', maskedAddress: '建国路**号*单元***', mode: 'postpaid' },
  ...{ balanceFen: 0, owedFen: 35_230, meterNo: '000123456789', creditGrade: 'B' },
  plan: { partFromFen: null, oldestFirst: true, prepayUpToFen: 200_000, adviseFen: 10_000 },
} as unknown as BilledAccount
const BILLS = [
  ['2025-10', 10_110, 210],
  ['2025-11', 12_270, 65],
  ['2025-12', 12_850, 0],
].map(([month, dueFen, penaltyFen]) => ({
  ...{ billId: `B-${month}`, month, dueFen, penaltyFen, dueDay: '2026-01-20', usageMilliKwh: 186_000 },
})) as unknown as BilledMonth[]

const open = (
  more: (payment: ReturnType<typeof useCounterPayment>, hall: TestHall) => void = () => undefined,
) =>
  ((pinia: Pinia, hall: TestHall) => {
    const payment = useCounterPayment(pinia)
    payment.isOpen = true
    more(payment, hall)
  }) satisfies Before

/** The latest order of the counter is the one that is being paid. */
const paying = open((payment, hall) => {
  payment.orderId = Object.keys(hall.view.payments).at(-1) as PaymentOrderId
})

/** Payments at a counter; `terminal` shows its page. */
export function chargeStates(terminal: Terminal, lost: Before) {
  const order = (name: keyof typeof COUNTER_ORDERS, more: Partial<LiveState> = {}): ShowState =>
    terminal(() => aPayingCounter(COUNTER_ORDERS[name]), { before: paying, ...more })
  const bills = open((payment) => {
    payment.account = ACCOUNT
    payment.bills = BILLS
  })
  return {
    chargeFind: terminal(aPayingCounter, { before: open() }),
    chargeFindUnfinished: terminal(() => aPayingCounter(COUNTER_ORDERS.choose), { before: open() }),
    chargeFindAway: terminal(aPayingCounter, { before: open((payment) => (payment.problem = 'away')) }),
    chargeFindSeveral: terminal(aPayingCounter, {
      before: open((payment) => (payment.accounts = [ACCOUNT, { ...ACCOUNT, accountNo: '3201457897' }])),
    }),
    chargeBills: terminal(aPayingCounter, { before: bills }),
    chargeBillsOldestFirst: terminal(aPayingCounter, {
      before: bills,
      after: () => press('li input[type=checkbox]'),
    }),
    chargeChoose: order('choose'),
    chargeRefused: order('refused'),
    chargeCash: order('cash', { after: () => type('dialog input', '200') }),
    chargeCashShort: order('cash', { after: () => type('dialog input', '100') }),
    chargeScan: order('choose', { after: () => press('[data-testid=scan-code]') }),
    chargeAsking: order('asking'),
    chargeUnsure: order('unsure'),
    chargeUnwritten: order('unwritten'),
    chargeDone: order('done', {
      before: (pinia, hall) => {
        paying(pinia, hall)
        useCounterPayment(pinia).tenderedFen = 20_000
      },
    }),
    chargeReturning: order('returning'),
    chargeOrders: order('returning', { before: open(), after: () => press('[data-testid=section-orders]') }),
    chargeDrawer: order('counted', { before: open(), after: () => press('[data-testid=section-drawer]') }),
    chargeLost: order('choose', {
      before: (pinia, hall) => {
        paying(pinia, hall)
        lost(pinia, hall)
      },
    }),
  } satisfies Record<string, ShowState>
}
