import type { Fact, HallConfig } from '@service-hall/contract'
import type { TestHall } from '@service-hall/ui/testing'
import { anEmptyHall, demoHall, tell } from './a-busy-hall.ts'

/** The demo hall with every way to pay, a kiosk that takes notes, and small numbers. */
export function payingConfig(): HallConfig {
  const ways = [
    { channel: 'alipay', uses: ['showsCode', 'scansCode'] },
    { channel: 'wechat', uses: ['showsCode', 'scansCode'] },
    { channel: 'unionpay', uses: ['showsCode'] },
    { channel: 'bankCard', uses: ['card'] },
    { channel: 'cash', uses: ['cash'] },
  ]
  const payments = { ways, orderMinutes: 15, refundApprovalFen: 20_000, boxNotes: 60 }
  const acceptor = {
    ...{ id: 'K1-cash', kind: 'cashAcceptor', profile: 'id003', station: 'K1' },
    ...{ name: { zh: '纸币器', en: 'Note acceptor' }, link: { url: 'tcp://127.0.0.1:9131' } },
  }
  return { ...demoHall, payments, devices: [...demoHall.devices, acceptor] } as unknown as HallConfig
}

const idOf = (order: number): string => `01970000-0000-7000-8000-${String(order).padStart(12, '0')}`
const numberOf = (kind: 'P' | 'R', order: number): string =>
  `${kind}2026010509${String(order).padStart(12, '0')}`

type Told = Record<string, unknown> & { type: Fact['type'] }

/** Tells the facts of orders one by one, as the server would. */
class Payments {
  readonly #hall: TestHall
  #orders = 0

  constructor(hall: TestHall) {
    this.#hall = hall
  }

  #tell(fact: Told): void {
    tell(this.#hall, fact)
    this.#hall.pass(4)
  }

  /** An order that nothing was begun for. */
  opened({ fen = 12_850, at = { stationId: 'K1' } }: Opened = {}): Omit<Paying, 'channel'> {
    this.#orders += 1
    const order = this.#orders
    const of = { orderId: idOf(order), attemptId: `${idOf(order)}-a` }
    this.#tell({
      ...{ type: 'PaymentOrderOpened', orderId: of.orderId, purpose: 'bills', accountNo: '3201457896' },
      ...{ bills: [{ billId: `B${order}`, month: '2025-12', fen }], creditFen: 0, totalFen: fen, ...at },
      ...{ until: this.#hall.now() + 900_000, by: 'counterId' in at ? 'staff:S1001' : 'station:K1' },
    })
    return { ...of, order, fen }
  }

  /** An order with a first attempt that can be paid. */
  open({
    fen = 12_850,
    channel = 'alipay',
    use = 'showsCode',
    at = { stationId: 'K1' },
  }: Opened = {}): Paying {
    const opened = this.opened({ fen, at })
    const { order, orderId, attemptId } = opened
    const of = { orderId, attemptId }
    const now = this.#hall.now()
    this.#tell({
      ...{ type: 'AttemptOpened', ...of, channel, use, channelNo: numberOf('P', order), fen },
      ...{ until: now + 180_000, terminalId: 'K1' },
    })
    if (use !== 'cash') this.#tell({ type: 'AttemptPayable', ...of, qr: 'https://qr.example/1' })
    return { ...opened, channel }
  }

  paid({ orderId, attemptId, order, fen, channel }: Paying): void {
    this.#tell({
      ...{ type: 'AttemptPaid', orderId, attemptId, channel, channelNo: numberOf('P', order), fen },
      ...{ tradeNo: `20260105220014${order}`, paidAt: this.#hall.now(), by: 'notice', late: false },
    })
    this.#tell({
      ...{ type: 'DeliveryStarted', orderId, key: orderId, creditFen: 0, fen },
      bills: [{ billId: `B${order}`, month: '2025-12', fen }],
    })
  }

  settled(opened?: Opened): Paying {
    const paying = this.open(opened)
    this.paid(paying)
    this.#tell({
      ...{ type: 'Delivered', orderId: paying.orderId, writeOffNo: `XZ20260105${paying.order}` },
      ...{ fen: paying.fen, balanceFen: 0 },
    })
    if (paying.order % 3 > 0 && !(opened?.at && 'counterId' in opened.at))
      this.#tell({
        ...{ type: 'PaymentRated', orderId: paying.orderId, level: paying.order % 3 === 1 ? 5 : 4 },
        ...{ purpose: 'bills', channel: paying.channel, stationId: 'K1' },
      })
    return paying
  }

  unsure(opened?: Opened): Paying {
    const paying = this.open(opened)
    const { orderId, attemptId } = paying
    this.#tell({
      ...{ type: 'AttemptUnsure', orderId, attemptId, why: 'timeout' },
      personAt: this.#hall.now() + 1_800_000,
    })
    return paying
  }

  found({ orderId, attemptId, fen }: Paying, by: string): void {
    const found = { is: 'paid', tradeNo: '2026010522001499', fen, paidAt: this.#hall.now() - 90_000_000 }
    this.#tell({ type: 'AttemptFound', orderId, attemptId, findingId: `${orderId}-f`, found, by })
  }

  unwritten(opened?: Opened): void {
    const paying = this.open(opened)
    this.paid(paying)
    this.#tell({
      ...{ type: 'DeliveryUnsure', orderId: paying.orderId, why: 'timeout' },
      personAt: this.#hall.now() + 60_000,
    })
  }

  refused(opened?: Opened): Paying {
    const { orderId, attemptId, ...rest } = this.open(opened)
    this.#tell({ type: 'AttemptRefused', orderId, attemptId, code: 'NOTENOUGH', customer: 'notEnoughMoney' })
    return { orderId, attemptId, ...rest }
  }

  /** A refund was asked for; `isApproved`: it needs nobody else. */
  refund(of: Paying, { by, isApproved, cash = false }: Refund): string {
    const refundId = `${of.orderId}-r`
    this.#tell({
      ...{ type: 'RefundAsked', orderId: of.orderId, attemptId: of.attemptId, refundId, fen: of.fen },
      ...{ refundNo: numberOf('R', of.order), channel: of.channel, cause: 'staff' },
      ...(cash ? {} : { tradeNo: `20260105220014${of.order}` }),
      ...{ isApproved, afterReversal: false, by },
    })
    return refundId
  }

  cash(
    fens: readonly number[],
    at: Opened['at'] = { stationId: 'K1' },
    deviceId = 'K1-cash',
    isLeft = false,
  ): Paying {
    const paying = this.open({
      ...{ fen: fens.reduce((sum, fen) => sum + fen, 0), channel: 'cash', use: 'cash' },
      ...(at ? { at } : {}),
    })
    const { orderId, attemptId, fen, order } = paying
    const bills = [{ billId: `B${order}`, month: '2025-12', fen }]
    fens.forEach((note, index) =>
      this.#tell({
        ...{ type: 'CashCredited', orderId, attemptId, deviceId },
        ...{ creditId: `${order}-${index}`, fen: note, late: false },
      }),
    )
    this.#tell({
      ...{ type: 'AttemptPaid', orderId, attemptId, channel: 'cash', channelNo: numberOf('P', order), fen },
      ...{ tradeNo: numberOf('P', order), paidAt: this.#hall.now(), by: 'notes', late: isLeft },
    })
    if (isLeft) return paying
    this.#tell({ type: 'DeliveryStarted', orderId, key: orderId, creditFen: 0, fen, bills })
    this.#tell({ type: 'Delivered', orderId, writeOffNo: `XZ20260105${order}`, fen, balanceFen: 0 })
    return paying
  }

  /** Notes that were not enough for the bill went to the balance. */
  short(fens: readonly number[]): void {
    const { orderId, fen, order } = this.cash(fens, undefined, 'K1-cash', true)
    const credit = { key: orderId, creditFen: fen, fen, bills: [] }
    this.#tell({ type: 'DeliveryStarted', orderId, ...credit })
    this.#tell({ type: 'Delivered', orderId, writeOffNo: `XZ20260105${order}`, fen, balanceFen: fen })
  }

  counted(boxId: string, by: string): void {
    this.#tell({ type: 'CashBoxCounted', boxId, by })
  }

  /** The second person found something else. */
  miscounted(boxId: string, by: string, second: string): void {
    this.counted(boxId, by)
    this.#tell({ type: 'CashBoxCountDiffered', boxId, by, second })
  }

  doubted({ orderId, attemptId }: Paying, noteId: string, fen?: number): void {
    this.#tell({
      ...{ type: 'NoteDoubted', orderId, attemptId, deviceId: 'K1-cash', noteId, reason: 'powerLost' },
      ...(fen === undefined ? {} : { fen }),
    })
  }

  suspense(suspenseId: string, kind: string, account: string, fen: number): void {
    this.#tell({
      ...{ type: 'SuspenseOpened', suspenseId, kind, account, fen },
      ...{ reference: `${account}/20260104001`, day: '2026-01-04' },
    })
  }

  /** A batch of K1's card terminal as it stands; null: the acquirer is being asked. */
  batch(batch: number, day: string, outcome: 'agreed' | 'uploaded' | 'failed' | null): void {
    const of = { channel: 'bankCard', terminalId: 'K1', batch }
    const sums = { sales: 12, salesFen: 248_115, refunds: 1, refundsFen: 8_620 }
    this.#tell({ type: 'SettlementAsked', ...of, day, ...sums })
    if (outcome === 'failed') this.#tell({ type: 'SettlementFailed', ...of, why: 'settlement: noAnswer' })
    else if (outcome !== null) this.#tell({ type: 'BatchSettled', ...of, how: outcome })
  }

  reconciled(side: string, cases: number, unexplainedFen: number): void {
    this.#tell({
      ...{ type: 'DayReconciled', side, day: '2026-01-04', lines: 412, fen: 5_836_420, matched: 412 - cases },
      ...{ cases, unexplainedFen, tookMs: 820 },
    })
  }
}
type Opened = {
  fen?: number
  channel?: string
  use?: string
  at?: { stationId: string } | { counterId: string }
}
type Paying = { orderId: string; attemptId: string; order: number; fen: number; channel: string }
type Refund = { by: string; isApproved: boolean; cash?: boolean }

/** Counter 1 of a hall that takes payments, and an order of it as `how` leaves it. */
export function aPayingCounter(how: (payments: Payments) => void = () => undefined): TestHall {
  const hall = anEmptyHall(payingConfig())
  hall.open('C1', 'S1001')
  hall.pass(300)
  how(new Payments(hall))
  return hall
}
const AT_C1 = { counterId: 'C1' } as const
/** How an order at counter 1 can stand; each takes what tells it. */
export const COUNTER_ORDERS = {
  choose: (payments: Payments) => payments.opened({ at: AT_C1 }),
  refused: (payments: Payments) => void payments.refused({ at: AT_C1, use: 'scansCode' }),
  cash: (payments: Payments) => void payments.open({ at: AT_C1, channel: 'cash', use: 'cash', fen: 12_345 }),
  asking: (payments: Payments) => void payments.open({ at: AT_C1, use: 'scansCode' }),
  unsure: (payments: Payments) => void payments.unsure({ at: AT_C1, use: 'scansCode' }),
  unwritten: (payments: Payments) => payments.unwritten({ at: AT_C1, use: 'scansCode' }),
  done: (payments: Payments) => void payments.cash([12_345], AT_C1, 'drawer-C1'),
  returning(payments: Payments) {
    const paying = payments.cash([10_000], AT_C1, 'drawer-C1', true)
    payments.refund(paying, { by: 'system', isApproved: true, cash: true })
  },
  counted(payments: Payments) {
    payments.cash([12_345], AT_C1, 'drawer-C1')
    payments.counted('drawer-C1', 'staff:S1002')
  },
} as const

/** Payments that nothing is wrong with. */
export function aCalmPayingHall(): TestHall {
  const hall = anEmptyHall(payingConfig())
  const payments = new Payments(hall)
  payments.settled()
  payments.settled({ channel: 'wechat', fen: 8_620 })
  payments.settled({ channel: 'bankCard', use: 'card', fen: 46_205, at: { counterId: 'C1' } })
  payments.cash([10_000, 2_000])
  payments.open({ channel: 'unionpay' })
  payments.reconciled('alipay', 0, 0)
  payments.reconciled('wechat', 0, 0)
  payments.reconciled('billing', 0, 0)
  return hall
}

/** Days of cards: a batch that the acquirer does not take, one with other sums, one that is even and one under way. */
export function aCardHall(): TestHall {
  const hall = anEmptyHall(payingConfig())
  const payments = new Payments(hall)
  payments.settled({ channel: 'bankCard', use: 'card', fen: 46_205 })
  payments.batch(20_455, '2026-01-01', 'failed')
  payments.batch(20_456, '2026-01-02', 'uploaded')
  payments.batch(20_457, '2026-01-03', 'agreed')
  payments.batch(20_458, '2026-01-04', null)
  return hall
}

/** After a day of cash: an order that notes were not enough for, and a box of which two people found different sums. */
export function aCashHall(): TestHall {
  const hall = anEmptyHall(payingConfig())
  const payments = new Payments(hall)
  payments.cash([10_000, 2_000])
  payments.short([5_000])
  payments.miscounted('K1-cash', 'staff:S1001', 'staff:S1002')
  return hall
}

/** Something of everything that a cashier or a manager has to see to. */
export function aPayingHall(): TestHall {
  const hall = anEmptyHall(payingConfig())
  const payments = new Payments(hall)
  payments.unwritten({ channel: 'wechat', fen: 21_300 })
  payments.unsure({ fen: 9_975 })
  const looked = payments.unsure({ fen: 41_580, channel: 'unionpay' })
  // A day later what was a person's to do by then is overdue.
  hall.pass(26 * 3600)
  payments.found(looked, 'staff:S1002')
  payments.unsure({ fen: 34_410, channel: 'bankCard', use: 'card', at: { counterId: 'C2' } })
  const large = payments.settled({ fen: 56_000, at: { counterId: 'C1' } })
  payments.refund(large, { by: 'staff:S1001', isApproved: false })
  const own = payments.settled({ fen: 30_120 })
  payments.refund(own, { by: 'staff:S9001', isApproved: false })
  const notes = payments.cash([10_000, 5_000], { stationId: 'K1' }, 'K1-cash', true)
  payments.doubted(notes, 'k1-7', 5_000)
  payments.doubted(notes, 'k1-8')
  payments.refund(notes, { by: 'system', isApproved: true, cash: true })
  for (let order = 0; order < 6; order += 1)
    payments.settled({ channel: order % 2 === 0 ? 'alipay' : 'wechat', fen: 6_000 + 731 * order })
  payments.refused({ channel: 'bankCard', use: 'card' })
  payments.open({ channel: 'unionpay' })
  payments.cash(Array.from({ length: 64 }, () => 1_000))
  payments.cash([20_000], { counterId: 'C1' }, 'drawer-C1')
  payments.counted('drawer-C1', 'staff:S1001')
  payments.suspense('01970000-0000-7000-8000-00000000aaaa', 'billOnly', 'channel:alipay', 12_850)
  payments.suspense('01970000-0000-7000-8000-00000000bbbb', 'boxDiffers', 'box:K1-cash', -5_000)
  payments.reconciled('alipay', 1, 12_850)
  payments.reconciled('wechat', 0, 0)
  hall.pass(240)
  return hall
}
