import type { Clock } from '@service-hall/server-kit'
import { chinaDigits } from '../china-digits.ts'
import type {
  BatchOrder,
  BatchSettled,
  Bill,
  Channel,
  ChannelRules,
  ChannelTools,
  Charge,
  Closed,
  Credential,
  Opened,
  RefundOrder,
  RefundStanding,
  Refused,
  Standing,
  Unsure,
  WorkingKeys,
} from '../port.ts'
import { AcquirerHost, STALE } from './host.ts'
import type { Exchanged, Terminal } from './host.ts'
import type { MessageIn } from './iso8583/message.ts'
import { KnownCharges } from './known.ts'
import type { Known, ReversalReason } from './known.ts'
import { refundOf, refundStanding } from './refund.ts'
import { causeOf, verdictOf } from './response-code.ts'
import { bankCardRules } from './rules.ts'
import { originalOf, paidOf, reversalOf, saleOf } from './sale.ts'
import type { TracedCharge } from './sale.ts'
import { settleAt } from './settle.ts'
import type { BankCardSettings } from './settings.ts'

/** A sign-in that no trade asked for is of none. */
const NO_BATCH = 0
const UNSURE_STATE = 'the host has no query: only its own exchanges tell'

/**
 * Bank cards at an acquirer's host. The protocol has no query: `query` answers from this process's own exchanges or is
 * unsure, and `close` is a reversal (冲正), which the host answers alike whether it had posted the sale or not.
 */
export class BankCardChannel implements Channel {
  readonly rules: ChannelRules
  readonly #clock: Clock
  readonly #host: AcquirerHost
  readonly #terminals: ReadonlyMap<string, Terminal>
  readonly #known = new KnownCharges()
  readonly #tellsOriginal: boolean
  readonly #bill: (day: string) => Promise<Bill>

  constructor(
    settings: BankCardSettings,
    tools: ChannelTools,
    terminals: ReadonlyMap<string, Terminal>,
    bill: (day: string) => Promise<Bill>,
  ) {
    this.rules = bankCardRules(settings.refundDays)
    this.#clock = tools.clock
    this.#tellsOriginal = settings.reversalReference === 'original'
    this.#terminals = terminals
    this.#bill = bill
    this.#host = new AcquirerHost(settings, tools, (message) => this.#hearLate(message))
  }

  async open(charge: Charge, credential?: Credential): Promise<Opened> {
    const terminal = this.#terminals.get(charge.terminalId)
    if (!terminal || !isTraced(charge) || credential?.kind !== 'card')
      return { is: 'refused', code: terminal ? 'noCard' : 'noTerminal' }
    this.#known.set({ is: 'asked', charge, reason: '98' })
    const isFresh = (): boolean =>
      credential.keyCheck === undefined || isSameCheck(credential.keyCheck, terminal.sealed?.pin.checkValue)
    const heard = await this.#host.exchange(terminal, saleOf(charge, credential), isFresh)
    // What came late, or a close that overtook this, is not undone.
    if (this.#known.get(charge)?.is !== 'asked') return asOpened(await this.query(charge))
    this.#known.set(this.#learnt(charge, terminal, heard))
    return asOpened(await this.query(charge))
  }

  query(charge: Charge): Promise<Standing> {
    const known = this.#known.get(charge)
    switch (known?.is) {
      case 'paid':
        return Promise.resolve(known.paid)
      case 'refused':
        return Promise.resolve(known.refused)
      case 'closed':
        return Promise.resolve(closedOf(known.paid))
      case 'asked':
      case 'reversing':
      case undefined:
        return Promise.resolve({ is: 'unsure', why: UNSURE_STATE })
    }
  }

  /** Reverses. A charge that the host itself has refused, or that never left, needs none. */
  async close(charge: Charge): Promise<Closed> {
    const terminal = this.#terminals.get(charge.terminalId)
    const known = this.#known.get(charge)
    if (known?.is === 'refused') return { is: 'closed' }
    if (known?.is === 'closed') return closedOf(known.paid)
    if (!terminal || !isTraced(charge)) return { is: 'unsure', why: 'no such terminal, or no trace numbers' }
    const reason = reasonOf(known)
    const paid = known?.is === 'paid' || known?.is === 'reversing' ? known.paid : null
    this.#known.set({ is: 'reversing', charge, reason, paid })
    const approval = known?.is === 'paid' ? known.approval : undefined
    const heard = await this.#host.exchange(terminal, reversalOf(charge, reason, approval))
    const isDone = heard.is === 'answer' && (verdictOf(heard.code) === 'approved' || heard.code === '25')
    if (!isDone) return { is: 'unsure', why: `reversal: ${saidBy(heard)}` }
    const takenBack = paid ?? (this.#tellsOriginal ? originalOf(charge, terminal, heard) : null)
    this.#known.set({ is: 'closed', charge, paid: takenBack })
    return closedOf(takenBack)
  }

  async refund(refund: RefundOrder): Promise<RefundStanding> {
    const { charge } = refund
    const terminal = this.#terminals.get(charge.terminalId)
    const request = terminal && isTraced(charge) ? refundOf(refund, charge) : null
    if (!terminal || !request) return { is: 'unsure', why: 'no terminal, trace numbers or reference' }
    const heard = await this.#host.exchange(terminal, request)
    return refundStanding(refund, terminal.no, chinaDigits(this.#clock.now()).slice(0, 8), heard)
  }

  /** The host has no query: the same refund sent again is answered as the first was, and refunds once. */
  queryRefund(_refund: RefundOrder): Promise<RefundStanding> {
    return Promise.resolve({ is: 'unsure', why: UNSURE_STATE })
  }

  async settle(batch: BatchOrder): Promise<BatchSettled | Unsure> {
    const terminal = this.#terminals.get(batch.terminalId)
    return terminal ? settleAt(this.#host, terminal, batch) : { is: 'unsure', why: 'no such terminal' }
  }

  /** Of the latest sign-in, which is made where it is due: before a card is read, so that its sale finds these in force. */
  async workingKeys(terminalId: string): Promise<WorkingKeys | Refused | Unsure> {
    const terminal = this.#terminals.get(terminalId)
    if (!terminal) return { is: 'refused', code: 'noTerminal' }
    const why = await this.#host.signedIn(terminal, NO_BATCH)
    if (why !== null) return { is: 'unsure', why }
    return terminal.sealed ? { is: 'keys', ...terminal.sealed } : { is: 'unsure', why: 'no keys came' }
  }

  bill(day: string): Promise<Bill> {
    return this.#bill(day)
  }

  stop(): void {
    this.#host.stop()
  }

  #learnt(charge: Charge, terminal: Terminal, heard: Exchanged): Known {
    if (heard.is === 'notSent') {
      const code = heard.why === STALE ? STALE : 'notSent'
      return { is: 'refused', charge, refused: { is: 'refused', code } }
    }
    if (heard.is !== 'answer') return { is: 'asked', charge, reason: heard.is === 'badMac' ? 'A0' : '98' }
    const verdict = verdictOf(heard.code)
    if (verdict === 'refused') {
      const customer = causeOf(heard.code)
      const refused = { is: 'refused', code: heard.code, ...(customer ? { customer } : {}) } as const
      return { is: 'refused', charge, refused }
    }
    const paid = verdict === 'approved' ? paidOf(charge, terminal, heard.fields, this.#clock.now()) : null
    if (!paid) return { is: 'asked', charge, reason: '06' }
    return { is: 'paid', charge, paid, approval: heard.fields.get(38) }
  }

  /** An answer after its time: it counts for its own sale, and only while nobody has reversed that. */
  #hearLate(message: MessageIn): void {
    const { fields } = message
    const terminal = [...this.#terminals.values()].find(({ no }) => no === fields.get(41))
    if (message.type !== '0210' || !terminal || !this.#host.isGenuine(terminal, message)) return
    const known = this.#known.asked(
      ({ terminalId, trace }) =>
        this.#terminals.get(terminalId) === terminal &&
        trace?.stan === Number(fields.get(11)) &&
        trace.batch === Number(fields.get(60)?.slice(2, 8)),
    )
    if (!known) return
    const heard = { is: 'answer', code: fields.get(39) ?? '', fields } as const
    this.#known.set(this.#learnt(known.charge, terminal, heard))
  }
}

const isSameCheck = (one: string, other: string | undefined): boolean =>
  one.toUpperCase() === other?.toUpperCase()

const isTraced = (charge: Charge): charge is TracedCharge => charge.trace !== undefined

function asOpened(standing: Standing): Opened {
  if (standing.is === 'paid' || standing.is === 'refused' || standing.is === 'unsure') return standing
  return { is: 'unsure', why: 'it was reversed meanwhile' }
}

const closedOf = (
  paid: { tradeNo: string; fen: number } | null,
): Extract<Closed, { is: 'closed' | 'returned' }> =>
  paid ? { is: 'returned', tradeNo: paid.tradeNo, fen: paid.fen } : { is: 'closed' }

function reasonOf(known: Known | undefined): ReversalReason {
  if (known?.is === 'paid') return '06'
  return known?.is === 'asked' || known?.is === 'reversing' ? known.reason : '98'
}

const saidBy = (heard: Exchanged): string => {
  if (heard.is === 'answer') return `host answered ${heard.code}`
  return heard.is === 'badMac' ? 'an answer that is not the host’s' : heard.why
}
