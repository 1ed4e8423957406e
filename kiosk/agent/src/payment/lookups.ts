import { localTime } from '@service-hall/contract'
import type {
  AccountAsked,
  BilledAccount,
  BilledMonth,
  BillingQuestion,
  BillingSaid,
  BillingValue,
  IdentifyProblem,
  KioskBill,
} from '@service-hall/contract'
import type { Ports } from '../ports.ts'
import { kioskBill } from './account-view.ts'
import type { InquiryParts, Part, Visit } from './visit.ts'

type Around = Pick<Ports, 'link' | 'hall' | 'refresh'>

const PROBLEMS: Readonly<Record<AccountAsked['by'], IdentifyProblem>> = {
  accountNo: 'accountUnknown',
  idNumber: 'noAccount',
  meterCard: 'meterCardUnknown',
  billBarcode: 'barcodeUnknown',
}
const MOST_BILLS_SHOWN = 60
const USAGE_MONTHS = 24

export type LookupEnds = {
  /** The question is another one. */
  onWent: () => void
  /** The account is one with a meter card. */
  onMeterCard: (visit: Visit) => void
}

/** Finds whose account it is, and what is owed. An answer counts only while its question stands. */
export class Lookups {
  readonly #around: Around
  readonly #ends: LookupEnds

  constructor(around: Around, ends: LookupEnds) {
    this.#around = around
    this.#ends = ends
  }

  /** Who the customer is. */
  find(visit: Visit, who: AccountAsked): void {
    visit.go({ is: 'working', on: 'account' })
    visit.typed = who.by === 'accountNo' ? who.accountNo : null
    this.#then(visit, this.#around.link.askBilling({ ask: 'accounts', who }), {
      again: () => this.find(visit, who),
      ok: (accounts) => {
        visit.accounts = accounts
        const [first] = accounts
        if (!first) visit.go({ is: 'identify', problem: PROBLEMS[who.by] })
        else if (accounts.length > 1) visit.go({ is: 'accounts' })
        else this.choose(visit, first)
      },
      refused: (code) =>
        visit.go({ is: 'identify', problem: code === 'accountClosed' ? code : PROBLEMS[who.by] }),
    })
  }

  /** Which of their accounts it is about. */
  choose(visit: Visit, account: BilledAccount): void {
    visit.account = account
    if (visit.purpose === 'inquiry') this.inquire(visit)
    else if (account.mode === 'meterCard') this.#ends.onMeterCard(visit)
    else if (visit.purpose === 'meterCard') visit.go({ is: 'identify', problem: 'notMeterCard' })
    else this.askBills(visit, false)
  }

  /** What is owed. `changed`: the choice before was not taken. */
  askBills(visit: Visit, changed: boolean): void {
    const { account } = visit
    if (!account) return visit.go({ is: 'identify' })
    const { accountNo } = account
    visit.go({ is: 'working', on: 'bills' })
    this.#then(visit, this.#around.link.askBilling({ ask: 'bills', accountNo }), {
      again: () => this.askBills(visit, changed),
      ok: (bills) => {
        visit.bills = this.#shown(bills)
          .filter(({ dueFen }) => dueFen > 0)
          .slice(0, MOST_BILLS_SHOWN)
        visit.go({ is: 'bills', changed })
      },
      refused: () => visit.go({ is: 'identify', problem: 'accountUnknown' }),
    })
  }

  /** All that an inquiry shows, each part as it comes. */
  inquire(visit: Visit): void {
    const { account } = visit
    if (!account) return visit.go({ is: 'identify' })
    const { accountNo } = account
    const { link, refresh } = this.#around
    const parts: InquiryParts = {
      bills: { is: 'loading' },
      usage: { is: 'loading' },
      tariff: { is: 'loading' },
    }
    visit.go({ is: 'inquiry', parts })
    const { turn } = visit
    const put = (part: Partial<InquiryParts>): void => {
      if (turn.aborted) return
      Object.assign(parts, part)
      visit.show({ ...parts })
      refresh()
    }
    void link.askBilling({ ask: 'bills', accountNo }).then((said) => {
      put({ bills: partOf(said, (bills) => this.#shown(bills).slice(-MOST_BILLS_SHOWN)) })
    })
    void link.askBilling({ ask: 'usage', accountNo }).then((said) => {
      put({ usage: partOf(said, (months) => months.slice(-USAGE_MONTHS)) })
    })
    void link.askBilling({ ask: 'tariff', accountNo }).then((said) => {
      put({ tariff: partOf(said, tariffOf) })
    })
  }

  #then<Question extends BillingQuestion>(
    visit: Visit,
    said: Promise<BillingSaid<Question>>,
    to: { again: () => void; ok: (value: BillingValue<Question>) => void; refused: (code: string) => void },
  ): void {
    const { turn } = visit
    void said.then((one) => {
      if (turn.aborted) return
      if (one.is === 'ok') to.ok(one.value)
      else if (one.is === 'refused') to.refused(one.code)
      else visit.go({ is: 'away', what: this.#around.link.isOnline ? 'billing' : 'hall', again: to.again })
      this.#ends.onWent()
    })
  }

  #shown(bills: readonly BilledMonth[]): KioskBill[] {
    const { hall } = this.#around
    const { day } = localTime(hall.hallNow(), hall.config?.hall.timeZone ?? 'Asia/Shanghai')
    return bills.map((bill) => kioskBill(bill, day))
  }
}

function partOf<Question extends BillingQuestion, Value>(
  said: BillingSaid<Question>,
  read: (value: BillingValue<Question>) => Value,
): Part<Value> {
  return said.is === 'ok' ? { is: 'here', value: read(said.value) } : { is: 'away' }
}

function tariffOf({ name, validFrom, steps }: BillingValue<'tariff'>) {
  return {
    ...{ name, validFrom },
    steps: steps.map(({ priceTenThousandths: price, ...step }) => ({ ...step, price })),
  }
}
