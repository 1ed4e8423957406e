import { PAYMENT_ANSWERS, choiceProblem, isMoneyUnderWay, openRefunds } from '@service-hall/contract'
import type {
  AccountAsked,
  DeviceConfig,
  DeviceState,
  KioskPayment,
  KioskWay,
  OfferedWay,
  PaymentAsk,
  PaymentOrder,
  PaymentSession,
  PayUse,
  ScreenIntent,
} from '@service-hall/contract'
import type { Cancel } from '@service-hall/server-kit'
import type { AgentFact } from '../capabilities.ts'
import type { DeviceEvent } from '../devices/station-devices.ts'
import type { Ports } from '../ports.ts'
import { kioskAccount, kioskPlan } from './account-view.ts'
import { AfterPayment } from './after-payment.ts'
import { Balances } from './balances.ts'
import { cashOver, cashTerms } from './cash/terms.ts'
import { CashTaking } from './cash/taking.ts'
import { Identifying } from './identifying.ts'
import { printInquiry } from './inquiry-printing.ts'
import { Invoicing } from './invoicing.ts'
import { Lookups } from './lookups.ts'
import { MeterSlot } from './meter/slot.ts'
import type { SlotRead } from './meter/slot.ts'
import { insteadOf } from './instead.ts'
import { isCardDone } from './meter/card-done.ts'
import { LEAST_METER_FEN, MeterVisits, mostOnCard } from './meter/visiting.ts'
import { MeterWriting } from './meter/writing.ts'
import { orderStep, stepKey, unanswered } from './order-step.ts'
import type { Money, OrderStep } from './order-step.ts'
import { ordersLeft } from './left.ts'
import { PaymentPapers } from './papers.ts'
import { canPrint } from './printing.ts'
import { Paying } from './paying.ts'
import { Presenting } from './presenting.ts'
import type { PresentingEnds } from './presenting.ts'
import { sessionView } from './session-view.ts'
import { TerminalKeys } from './terminal-keys.ts'
import type { KeptOrder } from './state.ts'
import { Visit } from './visit.ts'
import { wayProblem } from './way-problems.ts'
import { kioskWays, wayIdOf } from './ways.ts'

type Intent = Extract<ScreenIntent, { type: 'payment' }>
type Ask<Do extends PaymentAsk['do']> = Extract<PaymentAsk, { do: Do }>

/** A restart this long after the last sign of life finds nobody in front of the kiosk, ms. */
const CUSTOMER_WAITS_MS = 30_000
/** A screen that has said nothing for so long has died: nothing of a customer stays in memory, ms. */
const UNHEARD_MS = 180_000
/** How often what time alone changes is looked at while somebody is here, ms. */
const LOOK_MS = 1_000
const BEGUN_KEPT = 64
const NO_RECEIPT = { paper: { is: 'none' }, receiptQr: false } as const

/** Self-payment at a kiosk: takes the answers of the customer, follows the hall's facts, shows the next question. */
export class Payments {
  readonly #ports: Ports
  readonly #lookups: Lookups
  readonly #paying: Paying
  readonly #papers: PaymentPapers
  readonly #after: AfterPayment
  readonly #invoicing: Invoicing
  readonly #balances: Balances
  readonly #identifying: Identifying
  readonly #slot: MeterSlot
  readonly #meter: MeterWriting
  readonly #meterVisits: MeterVisits
  readonly #cash: CashTaking
  readonly #presenting: Presenting
  readonly #keys: TerminalKeys
  #visit: Visit | null = null
  /** Visits that were begun: each once. */
  #begun: string[] = []
  #offered: { ways: OfferedWay[]; hasBilling: boolean } | null = null
  #heardAt = 0
  #cancelLook: Cancel | undefined

  constructor(ports: Ports) {
    this.#ports = ports
    const onWent = (): void => this.follow()
    this.#lookups = new Lookups(ports, { onWent, onMeterCard: (visit) => this.#meterVisits.about(visit) })
    this.#keys = new TerminalKeys(ports, () => this.#presenting.isReading)
    const ends: PresentingEnds = {
      onCredential: (visit, orderId, way, credential) =>
        this.#paying.attempt(visit, orderId, way, credential),
      onNothing: (visit, orderId, why) => {
        if (why === null) this.#paying.cancel(orderId)
        else this.#paying.refuse(visit, why, true)
      },
      onChanged: onWent,
    }
    this.#presenting = new Presenting(ports, ends, this.#keys)
    this.#paying = new Paying(ports, {
      onWent,
      onPresent: (visit, orderId, way) => {
        const fen = this.#ports.memory.state.paymentOrders[orderId]?.paidFor?.fen ?? 0
        this.#presenting.begin(visit, orderId, fen, way)
        this.follow()
      },
      onChanged: (visit) => {
        this.#lookups.askBills(visit, true)
        this.follow()
      },
    })
    this.#cash = new CashTaking(ports)
    this.#balances = new Balances(ports)
    this.#papers = new PaymentPapers(ports, (orderId) => this.#balances.filled(this.#orderOf(orderId)))
    this.#after = new AfterPayment(ports, this.#papers)
    this.#invoicing = new Invoicing(ports, onWent)
    this.#slot = new MeterSlot(ports, () => this.#isCardWanted())
    this.#meter = new MeterWriting(ports, this.#slot, onWent)
    this.#meterVisits = new MeterVisits(
      ports,
      { slot: this.#slot, writing: this.#meter },
      {
        onFound: (visit, who) => this.#lookups.find(visit, who),
        onWent,
        ways: () => this.#offered?.ways ?? [],
      },
    )
    this.#identifying = new Identifying(ports, this.#slot, {
      found: (who) => this.#found(who),
      card: (read) => this.#readCard(read),
    })
  }

  get papers(): PaymentPapers {
    return this.#papers
  }

  #found(who: AccountAsked): void {
    if (this.#visit?.stage.is !== 'identify') return
    this.#heardAt = this.#ports.clock.monotonic()
    this.#lookups.find(this.#visit, who)
    this.follow()
  }

  /** A card was put in while it was asked who the customer is. */
  #readCard(read: Exclude<SlotRead, { is: 'none' }>): void {
    const visit = this.#visit
    if (visit?.stage.is !== 'identify') return this.#slot.eject()
    this.#heardAt = this.#ports.clock.monotonic()
    this.#meterVisits.cardRead(visit, read)
    this.follow()
  }

  /** Whether a card that is found inside is of the visit, which goes on after a restart too. */
  #isCardWanted(): boolean {
    const kept = this.#ports.memory.state.paymentOrders[this.#visit?.orderId ?? '']
    return this.#visit !== null && (this.#visit.meter !== null || kept?.cardSerial !== undefined)
  }

  onEvent(told: DeviceEvent): void {
    this.#identifying.onEvent(told)
    this.#cash.onEvent(told)
    this.#presenting.onEvent(told)
    this.#slot.onEvent(told)
    this.follow()
  }

  /** Takes up the payment of a customer who still stands here; one who has gone is told by the slip, or at a counter. */
  start(awayMs: number): void {
    this.#papers.start()
    const kept = Object.values(this.#ports.memory.state.paymentOrders).filter(({ hasLeft }) => !hasLeft)
    const latest = kept.toSorted((a, b) => b.at - a.at)[0]
    if (latest && awayMs <= CUSTOMER_WAITS_MS) this.#resume(latest)
    this.#cash.start((orderId) => this.#visit?.orderId === orderId)
    this.#look()
  }

  stop(): void {
    this.#cash.stop()
    this.#presenting.stop()
    this.#meter.stop()
    this.#keys.stop()
    this.#cancelLook?.()
    this.#visit?.end()
    this.#identifying.stop()
  }

  intent({ paymentId, stepNo, language, senior, ask }: Intent): void {
    const { log, clock } = this.#ports
    if (ask.do === 'begin') {
      this.#begin({ paymentId, language, senior, purpose: ask.purpose })
      return this.follow()
    }
    const visit = this.#visit
    const shown = this.#session()
    const isOfVisit = visit?.paymentId === paymentId && shown.step !== 'idle'
    const isAsked = ask.do === 'leave' ? isOfVisit : isOfVisit && shown.stepNo === stepNo
    if (!visit || !isAsked || !PAYMENT_ANSWERS[shown.step].includes(ask.do))
      return log.info('payment.ignored', { ask: ask.do, step: shown.step })
    this.#heardAt = clock.monotonic()
    visit.language = language
    visit.senior = senior
    this.#take(visit, ask, shown)
    this.follow()
  }

  /** To be told after every change of the hall, of the state or of the devices. */
  follow(): void {
    const visit = this.#visit
    this.#cash.follow(this.#orderOf(visit?.orderId ?? null), cashTerms(visit))
    this.#meter.follow(this.#orderOf(visit?.orderId ?? null))
    this.#balances.follow(this.#orderOf(visit?.orderId ?? null))
    const step = this.#step()
    if (visit?.stage.is === 'order' && step) {
      visit.asks(stepKey(step, this.#attempts(visit)))
      this.#showOnTerminal(step, this.#attempts(visit) > visit.attemptsBefore)
      if ('paper' in step && !this.#balances.isAwaited(visit.orderId))
        this.#after.follow(visit, step, this.#orderOf(visit.orderId)?.attempts.at(-1)?.use)
      if (step.step === 'done') this.#slipForMore(visit)
      if (step.step === 'done' || step.step === 'cancelled') this.#slipForDoubt(visit)
    }
    if (visit && isCardDone(visit, step)) this.#meterVisits.giveBack(visit)
    this.#identifying.follow(visit?.stage.is === 'identify')
    this.#ports.refresh()
  }

  deviceChanged({ kind }: DeviceConfig, state: DeviceState): void {
    if (kind === 'cardTerminal' && this.#ports.hall.config?.payments) this.#keys.deviceChanged(state)
  }

  /** A fresh view of the hall is here: what it offers may have changed, and orders of nobody are ended. */
  hallRead(): void {
    const { link, hall } = this.#ports
    if (!hall.config?.payments) return
    void link.askBilling({ ask: 'ways' }).then((said) => {
      this.#offered = said.is === 'ok' ? said.value : null
      this.#ports.refresh()
    })
    this.#keys.look()
    this.#endLeft()
    this.follow()
  }

  /** The order is on this machine's disk. */
  begun(orderId: string): void {
    this.#paying.begun(orderId)
    this.follow()
  }

  restored(lost: readonly AgentFact[]): void {
    for (const fact of lost) {
      if (fact.type === 'PaymentBegun') this.#paying.lost(fact.orderId)
      // What the card said is read again.
      if (fact.type === 'CommandQueued' && fact.command.type === 'payment.meterCard') this.#meter.stop()
    }
    this.follow()
  }

  get view(): KioskPayment | undefined {
    const { hall } = this.#ports
    if (!hall.config?.payments) return undefined
    const offers: KioskPayment['offers'] = this.#slot.isReady
      ? ['pay', 'inquiry', 'meterCard']
      : ['pay', 'inquiry']
    return { offers, away: this.#away(), instead: insteadOf(hall.config, offers), session: this.#session() }
  }

  #away(): KioskPayment['away'] {
    const { link, hall } = this.#ports
    if (!link.isOnline || hall.view === null) return 'hall'
    if (this.#offered && !this.#offered.hasBilling) return 'billing'
    return this.#offered?.ways.length === 0 ? 'channels' : null
  }

  #begin(begun: {
    paymentId: string
    purpose: Visit['purpose']
    language: Visit['language']
    senior: boolean
  }): void {
    const { log, clock, identities } = this.#ports
    const isUnderWay = isMoneyUnderWay(this.#session())
    if (this.#begun.includes(begun.paymentId) || isUnderWay)
      return log.info('payment.ignored', { ask: 'begin', purpose: begun.purpose })
    this.#leave()
    this.#begun = [...this.#begun, begun.paymentId].slice(-BEGUN_KEPT)
    this.#heardAt = clock.monotonic()
    const visit = (this.#visit = new Visit(begun))
    log.info('payment.visit', { payment: begun.paymentId, purpose: begun.purpose })
    const card = identities.present()
    if (card && begun.purpose !== 'meterCard')
      this.#lookups.find(visit, { by: 'idNumber', idNumber: card.idNumber })
  }

  #take(visit: Visit, ask: PaymentAsk, shown: PaymentSession): void {
    switch (ask.do) {
      case 'accountNo':
        return this.#lookups.find(visit, { by: 'accountNo', accountNo: ask.accountNo })
      case 'account':
        return this.#chooseAccount(visit, ask)
      case 'bills':
        return this.#chooseBills(visit, ask)
      case 'way':
        return this.#chooseWay(visit, ask)
      case 'cancel':
        return this.#cancel(visit)
      case 'amount':
        return this.#chooseAmount(visit, ask)
      case 'giveUp':
        return this.#meter.giveUp()
      case 'consent':
        return visit.stage.is === 'cashConsent' ? this.#paying.take(visit, visit.stage.way) : undefined
      case 'cashEnd':
        return this.#cash.end(this.#orderOf(visit.orderId)?.attempts.at(-1)?.id ?? '')
      case 'moreTime':
        return shown.step === 'cash' ? this.#cash.moreTime() : undefined
      case 'otherWay':
        return shown.step === 'refused' && shown.canRetry && visit.account
          ? visit.go({ is: 'ways' })
          : undefined
      case 'again':
        return visit.stage.is === 'away' ? visit.stage.again() : undefined
      case 'inquire':
        return this.#lookups.inquire(visit)
      case 'payNow':
        return this.#lookups.askBills(visit, false)
      case 'back':
        return this.#back(visit)
      case 'print':
        return this.#print(visit, ask)
      case 'receiptQr':
        return this.#after.toPhone(visit)
      case 'rate':
        return this.#after.rate(visit, ask.level)
      case 'invoice':
        return this.#invoicing.begin(visit, ask.billId)
      case 'invoiceConfirm':
        return this.#invoicing.confirm(visit)
      case 'leave':
        return isMoneyUnderWay(shown) ? undefined : this.#leave()
      // Of ways that are not taken here, or of steps that are never shown.
      case 'begin':
        return
    }
  }

  #print(visit: Visit, { what }: Ask<'print'>): void {
    const { accounts, account, typed, orderId } = visit
    if (what === 'receipt') return orderId ? this.#papers.begin(orderId, 'receipt', true) : undefined
    if (!account) return
    const shown = kioskAccount(account, `a${accounts.indexOf(account)}`, typed)
    void printInquiry(visit, { list: what, account: shown }, this.#ports)
  }

  #chooseAccount(visit: Visit, { ref }: Ask<'account'>): void {
    const account = visit.accounts.find((_one, index) => `a${index}` === ref)
    if (account) this.#lookups.choose(visit, account)
  }

  #chooseAmount(visit: Visit, { fen }: Ask<'amount'>): void {
    const isSold = fen >= LEAST_METER_FEN && fen <= mostOnCard(visit.account)
    // What is on the card has to be in the meter first.
    if (visit.unusedFen !== null || !isSold) return visit.go({ is: 'meterAmount' })
    if (visit.orderId) this.#giveUp(visit, visit.orderId)
    visit.choice = { bills: [], prepayFen: fen }
    visit.go({ is: 'ways' })
  }

  #chooseBills(visit: Visit, { choice }: Ask<'bills'>): void {
    const { account } = visit
    if (!account) return
    if (choiceProblem(visit.bills, kioskPlan(account), choice) !== null)
      return visit.go({ is: 'bills', changed: true })
    if (visit.orderId) this.#giveUp(visit, visit.orderId)
    visit.choice = choice
    visit.go({ is: 'ways' })
  }

  #chooseWay(visit: Visit, { wayId }: Ask<'way'>): void {
    const way = this.#offered?.ways.find((one) => wayIdOf(one) === wayId)
    if (!way || this.#problemOf(way.use) !== null) return visit.go({ is: 'ways' })
    if (way.use === 'cash') return visit.go({ is: 'cashConsent', way })
    this.#paying.take(visit, way)
  }

  /** Another choice is another order. */
  #giveUp(visit: Visit, orderId: string): void {
    this.#ports.memory.record([{ type: 'PaymentLeft', orderId }])
    this.#paying.cancel(orderId)
    visit.orderId = null
  }

  #cancel(visit: Visit): void {
    const isCard = this.#step()?.step === 'card'
    const isInTime = this.#presenting.cancel()
    // A sale and its reversal must not pass each other on the way.
    if (visit.orderId && (isInTime || !isCard)) this.#paying.cancel(visit.orderId)
  }

  /** The terminal says how it went, too. */
  #showOnTerminal({ step }: OrderStep, isTried: boolean): void {
    if (step === 'writingOff' || step === 'done') this.#presenting.ended('approved')
    if (isTried && (step === 'refused' || step === 'cancelled' || step === 'unknown'))
      this.#presenting.ended('declined')
  }

  #back(visit: Visit): void {
    switch (visit.stage.is) {
      case 'cashConsent':
        return visit.go({ is: 'ways' })
      case 'ways':
        return visit.go(
          visit.purpose === 'meterCard' ? { is: 'meterAmount' } : { is: 'bills', changed: false },
        )
      case 'invoice':
        return this.#invoicing.back(visit)
      case 'bills':
      case 'inquiry':
      case 'meterAmount':
      case 'accounts':
        this.#meterVisits.giveBack(visit)
        visit.account = null
        if (visit.stage.is !== 'accounts' && visit.accounts.length > 1) return visit.go({ is: 'accounts' })
        visit.accounts = []
        visit.typed = null
        return visit.go({ is: 'identify' })
      default:
    }
  }

  /** The customer has gone: nothing of them stays, and an order that nobody pays is cancelled. */
  #leave(): void {
    const visit = this.#visit
    if (!visit) return
    visit.end()
    this.#after.forget()
    this.#balances.forget()
    this.#visit = null
    this.#meterVisits.giveBack(visit)
    if (!visit.orderId) return
    this.#ports.memory.record([{ type: 'PaymentLeft', orderId: visit.orderId }])
    const order = this.#orderOf(visit.orderId)
    if (!order || ordersLeft.isNobodys(order)) this.#paying.cancel(visit.orderId)
  }

  #resume({ paymentId, purpose, language, starts, orderId }: KeptOrder): void {
    const visit = (this.#visit = new Visit({ paymentId, purpose, language, senior: false }, starts))
    this.#begun.push(paymentId)
    this.#heardAt = this.#ports.clock.monotonic()
    visit.orderId = orderId
    visit.go({ is: 'order' })
  }

  /** Orders of this machine whose customers have gone. */
  #endLeft(): void {
    const { hall, memory } = this.#ports
    if (this.#paying.isOpening || !hall.view) return
    const { kept, orphans } = ordersLeft.find({
      orders: Object.values(hall.view.payments ?? {}),
      ...{
        stationId: hall.stationId,
        kept: memory.state.paymentOrders,
        hereId: this.#visit?.orderId ?? null,
      },
    })
    memory.record(kept.map((orderId) => ({ type: 'PaymentLeft', orderId })))
    for (const orderId of orphans) this.#paying.cancel(orderId)
  }

  #orderOf(orderId: string | null): PaymentOrder | undefined {
    return this.#paying.orderOf(orderId)
  }

  #attempts({ orderId }: Visit): number {
    return this.#orderOf(orderId)?.attempts.length ?? 0
  }

  #step(): OrderStep | null {
    const { hall, memory } = this.#ports
    const visit = this.#visit
    if (visit?.stage.is !== 'order' || visit.orderId === null) return null
    const kept = memory.state.paymentOrders[visit.orderId]
    const order = this.#balances.filled(this.#orderOf(visit.orderId))
    if (!kept || !order) return null
    const wayName = kept.way?.wayName ?? { zh: '', en: '' }
    const fen = kept.paidFor?.fen ?? order.totalFen
    const money = { fen, reference: kept.reference, wayName }
    if (order.attempts.length <= visit.attemptsBefore && !order.cancelled)
      return visit.isUnanswered
        ? unanswered(order, money, hall.hallNow())
        : this.#beforeAttempt(visit, kept, money)
    const step = orderStep(order, money, hall.hallNow(), {
      cash: this.#cash.shown(order),
      meter: this.#meter.shown(order),
    })
    // After a restart nobody knows any more what else could be paid.
    return step.step === 'refused' && !visit.account ? { ...step, canRetry: false } : step
  }

  /** The hall has no attempt yet. */
  #beforeAttempt(visit: Visit, { starts }: KeptOrder, money: Money): OrderStep {
    const presented = this.#presenting.step(visit, money)
    if (presented) return presented
    // What was under way when the program ended was never begun at the hall.
    if (starts > 0 && !visit.account)
      return {
        ...{ step: 'refused', why: 'deviceFault', reference: money.reference },
        ...{ canRetry: false, takeCard: false },
      }
    return { step: 'working', on: 'order' }
  }

  #session(): PaymentSession {
    const { hall, memory, devices } = this.#ports
    const visit = this.#visit
    const step = this.#step()
    const kept = memory.state.paymentOrders[visit?.orderId ?? '']
    const isOnline = (kind: 'idReader' | 'codeScanner'): boolean =>
      devices.ofKind(kind)[0]?.state.device === 'online'
    return sessionView(visit, {
      ...{ config: hall.config, now: hall.hallNow(), ways: this.#ways(), step },
      notesFen: [...(this.#cash.acceptor?.device.denominationsFen ?? [])].slice(0, 12),
      devices: {
        idCard: isOnline('idReader'),
        meterCard: this.#slot.isReady,
        barcode: isOnline('codeScanner'),
      },
      receipt: visit && step && 'paper' in step ? this.#after.shown(visit, step.paper) : NO_RECEIPT,
      reference: kept?.reference ?? null,
      ...{ canInvoice: (kept?.paidFor?.lines.length ?? 0) > 0, canPrint: canPrint(devices) },
      takeCard: this.#presenting.takeCard || this.#slot.isCardThere,
    })
  }

  #ways(): KioskWay[] {
    const ways = this.#offered?.ways ?? []
    const [terminal] = this.#ports.devices.ofKind('cardTerminal')
    // Nothing that a customer could do or has to know: staff see it at the device.
    const isKeyless = terminal?.state.error === 'keyNoValue'
    const usable = ways.filter(({ use }) => use !== 'card' || !isKeyless)
    return kioskWays(usable.length > 0 ? usable : ways, (use) => this.#problemOf(use))
  }

  #problemOf(use: PayUse): KioskWay['problem'] {
    const visit = this.#visit
    const takesOver = visit !== null && cashOver(visit) !== 'givenBack'
    return wayProblem(use, { ports: this.#ports, cash: this.#cash, choice: visit?.choice ?? null, takesOver })
  }

  /** What came beyond what was owed, or when the end was told already: a note at a counter, else where it came from. */
  #slipForMore({ orderId }: Visit): void {
    const order = this.#orderOf(orderId)
    if (!order || openRefunds(order).length === 0) return
    this.#papers.begin(order.id, order.attempts.at(-1)?.use === 'cash' ? 'cashLeft' : 'returning')
  }

  /** A note that nobody can tell where it is: the customer has something to show for it. */
  #slipForDoubt({ orderId }: Visit): void {
    const order = this.#orderOf(orderId)
    if (order?.doubtfulNotes) this.#papers.begin(order.id, 'doubtful')
  }

  /** What time alone changes: seconds that are left, waits that were too long, screens that died. */
  #look(): void {
    const { clock } = this.#ports
    if (this.#visit) {
      const isUnderWay = isMoneyUnderWay(this.#session())
      if (!isUnderWay && clock.monotonic() - this.#heardAt > UNHEARD_MS) this.#leave()
      this.follow()
    }
    this.#cancelLook = clock.after(LOOK_MS, () => this.#look())
  }
}
