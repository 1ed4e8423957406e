import { choiceProblem, isMoneyUnderWay } from '@service-hall/contract'
import type { OfferedWay, PaymentAsk, PaymentSession } from '@service-hall/contract'
import { kioskAccount, kioskPlan } from './account-view.ts'
import { printInquiry } from './inquiry-printing.ts'
import { LEAST_METER_FEN, mostOnCard } from './meter/visiting.ts'
import type { Parts } from './parts.ts'
import type { Shown } from './shown.ts'
import type { Visit } from './visit.ts'
import { wayIdOf } from './ways.ts'

type Ask<Do extends PaymentAsk['do']> = Extract<PaymentAsk, { do: Do }>
type Around = { shown: Shown; ways: () => readonly OfferedWay[]; leave: () => void }

/** What a customer's answer does. Whether it was asked is known before: see `PAYMENT_ANSWERS`. */
export class Answers {
  readonly #parts: Parts
  readonly #around: Around

  constructor(parts: Parts, around: Around) {
    this.#parts = parts
    this.#around = around
  }

  /** `shown`: the step that the answer is to. */
  take(visit: Visit, ask: PaymentAsk, shown: PaymentSession): void {
    switch (ask.do) {
      case 'accountNo':
        return this.#parts.lookups.find(visit, { by: 'accountNo', accountNo: ask.accountNo })
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
        return this.#parts.meter.giveUp()
      case 'consent':
        return visit.stage.is === 'cashConsent' ? this.#parts.paying.take(visit, visit.stage.way) : undefined
      case 'cashEnd':
        return this.#parts.cash.end(this.#parts.paying.orderOf(visit.orderId)?.attempts.at(-1)?.id ?? '')
      case 'moreTime':
        return shown.step === 'cash' ? this.#parts.cash.moreTime() : undefined
      case 'otherWay':
        return shown.step === 'refused' && shown.canRetry && visit.account
          ? visit.go({ is: 'ways' })
          : undefined
      case 'again':
        return visit.stage.is === 'away' ? visit.stage.again() : undefined
      case 'inquire':
        return this.#parts.lookups.inquire(visit)
      case 'payNow':
        return this.#parts.lookups.askBills(visit, false)
      case 'back':
        return this.#back(visit)
      case 'print':
        return this.#print(visit, ask)
      case 'receiptQr':
        return this.#parts.after.toPhone(visit)
      case 'rate':
        return this.#parts.after.rate(visit, ask.level)
      case 'invoice':
        return this.#parts.invoicing.begin(visit, ask.billId)
      case 'invoiceConfirm':
        return this.#parts.invoicing.confirm(visit)
      case 'leave':
        return isMoneyUnderWay(shown) ? undefined : this.#around.leave()
      // Of ways that are not taken here, or of steps that are never shown.
      case 'begin':
        return
    }
  }

  #print(visit: Visit, { what }: Ask<'print'>): void {
    const { accounts, account, typed, orderId } = visit
    if (what === 'receipt') return orderId ? this.#parts.papers.begin(orderId, 'receipt', true) : undefined
    if (!account) return
    const shown = kioskAccount(account, `a${accounts.indexOf(account)}`, typed)
    void printInquiry(visit, { list: what, account: shown }, this.#parts.ports)
  }

  #chooseAccount(visit: Visit, { ref }: Ask<'account'>): void {
    const account = visit.accounts.find((_one, index) => `a${index}` === ref)
    if (account) this.#parts.lookups.choose(visit, account)
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
    const way = this.#around.ways().find((one) => wayIdOf(one) === wayId)
    if (!way || this.#around.shown.problemOf(way.use) !== null) return visit.go({ is: 'ways' })
    if (way.use === 'cash') return visit.go({ is: 'cashConsent', way })
    this.#parts.paying.take(visit, way)
  }

  /** Another choice is another order. */
  #giveUp(visit: Visit, orderId: string): void {
    this.#parts.ports.memory.record([{ type: 'PaymentLeft', orderId }])
    this.#parts.paying.cancel(orderId)
    visit.orderId = null
  }

  #cancel(visit: Visit): void {
    const isCard = this.#around.shown.step()?.step === 'card'
    const isInTime = this.#parts.presenting.cancel()
    // A sale and its reversal must not pass each other on the way.
    if (visit.orderId && (isInTime || !isCard)) this.#parts.paying.cancel(visit.orderId)
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
        return this.#parts.invoicing.back(visit)
      case 'bills':
      case 'inquiry':
      case 'meterAmount':
      case 'accounts':
        this.#parts.meterVisits.giveBack(visit)
        visit.account = null
        if (visit.stage.is !== 'accounts' && visit.accounts.length > 1) return visit.go({ is: 'accounts' })
        visit.accounts = []
        visit.typed = null
        return visit.go({ is: 'identify' })
      default:
    }
  }
}
