import { PAYMENT_ANSWERS, isMoneyUnderWay, openRefunds } from '@service-hall/contract'
import type {
  AccountAsked,
  DeviceConfig,
  DeviceState,
  KioskPayment,
  OfferedWay,
  PaymentOrder,
  ScreenIntent,
} from '@service-hall/contract'
import type { Cancel } from '@service-hall/server-kit'
import type { AgentFact } from '../capabilities.ts'
import type { DeviceEvent } from '../devices/station-devices.ts'
import type { Ports } from '../ports.ts'
import { AfterPayment } from './after-payment.ts'
import { Answers } from './answers.ts'
import { Balances } from './balances.ts'
import { cashTerms } from './cash/terms.ts'
import { CashTaking } from './cash/taking.ts'
import { Identifying } from './identifying.ts'
import { Invoicing } from './invoicing.ts'
import { Lookups } from './lookups.ts'
import { MeterSlot } from './meter/slot.ts'
import type { SlotRead } from './meter/slot.ts'
import { insteadOf } from './instead.ts'
import { isCardDone } from './meter/card-done.ts'
import { MeterVisits } from './meter/visiting.ts'
import { MeterWriting } from './meter/writing.ts'
import { stepKey } from './order-step.ts'
import type { OrderStep } from './order-step.ts'
import { ordersLeft } from './left.ts'
import { PaymentPapers } from './papers.ts'
import type { Parts } from './parts.ts'
import { Paying } from './paying.ts'
import { Presenting } from './presenting.ts'
import type { PresentingEnds } from './presenting.ts'
import { Shown } from './shown.ts'
import { TerminalKeys } from './terminal-keys.ts'
import type { KeptOrder } from './state.ts'
import { Visit } from './visit.ts'

type Intent = Extract<ScreenIntent, { type: 'payment' }>

/** A restart this long after the last sign of life finds nobody in front of the kiosk, ms. */
const CUSTOMER_WAITS_MS = 30_000
/** A screen that has said nothing for so long has died: nothing of a customer stays in memory, ms. */
const UNHEARD_MS = 180_000
/** How often what time alone changes is looked at while somebody is here, ms. */
const LOOK_MS = 1_000
const BEGUN_KEPT = 64

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
  readonly #shown: Shown
  readonly #answers: Answers
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
    const parts: Parts = {
      ...{ ports, lookups: this.#lookups, paying: this.#paying, papers: this.#papers, after: this.#after },
      ...{ invoicing: this.#invoicing, balances: this.#balances, slot: this.#slot, meter: this.#meter },
      ...{ meterVisits: this.#meterVisits, cash: this.#cash, presenting: this.#presenting },
    }
    const ways = (): readonly OfferedWay[] => this.#offered?.ways ?? []
    this.#shown = new Shown(parts, { visit: () => this.#visit, ways })
    this.#answers = new Answers(parts, { shown: this.#shown, ways, leave: () => this.#leave() })
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
    const shown = this.#shown.session()
    const isOfVisit = visit?.paymentId === paymentId && shown.step !== 'idle'
    const isAsked = ask.do === 'leave' ? isOfVisit : isOfVisit && shown.stepNo === stepNo
    if (!visit || !isAsked || !PAYMENT_ANSWERS[shown.step].includes(ask.do))
      return log.info('payment.ignored', { ask: ask.do, step: shown.step })
    this.#heardAt = clock.monotonic()
    visit.language = language
    visit.senior = senior
    this.#answers.take(visit, ask, shown)
    this.follow()
  }

  /** To be told after every change of the hall, of the state or of the devices. */
  follow(): void {
    const visit = this.#visit
    this.#cash.follow(this.#orderOf(visit?.orderId ?? null), cashTerms(visit))
    this.#meter.follow(this.#orderOf(visit?.orderId ?? null))
    this.#balances.follow(this.#orderOf(visit?.orderId ?? null))
    const step = this.#shown.step()
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
    return {
      offers,
      away: this.#away(),
      instead: insteadOf(hall.config, offers),
      session: this.#shown.session(),
    }
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
    const isUnderWay = isMoneyUnderWay(this.#shown.session())
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

  /** The terminal says how it went, too. */
  #showOnTerminal({ step }: OrderStep, isTried: boolean): void {
    if (step === 'writingOff' || step === 'done') this.#presenting.ended('approved')
    if (isTried && (step === 'refused' || step === 'cancelled' || step === 'unknown'))
      this.#presenting.ended('declined')
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
      const isUnderWay = isMoneyUnderWay(this.#shown.session())
      if (!isUnderWay && clock.monotonic() - this.#heardAt > UNHEARD_MS) this.#leave()
      this.follow()
    }
    this.#cancelLook = clock.after(LOOK_MS, () => this.#look())
  }
}
