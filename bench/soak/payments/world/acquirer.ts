import type {
  Channel,
  ChannelRules,
  Charge,
  Opened,
  RefundOrder,
  RefundStanding,
  Standing,
} from '@service-hall/hall-server/light-hall'
import type { Random } from '@service-hall/harness/random'
import type { Life } from '../life.ts'
import type { Timeline } from '../timeline.ts'
import type { Line } from './line.ts'
import type { OnDisk } from './qr-channel.ts'

export type Sale = {
  channelNo: string
  tradeNo: string
  fen: number
  at: number
  state: 'posted' | 'reversed'
  returnedFen: number
}

/** A host of bank cards (收单主机): sale, reversal, refund by trace numbers, and no query. */
export class Acquirer {
  /** By terminal, batch and trace number. */
  readonly sales = new Map<string, Sale>()
  /** Numbers that it has refused or reversed. */
  readonly saidOver = new Set<string>()
  readonly #refusals = new Map<string, string>()
  readonly #refunds = new Map<string, { refundNo: string; fen: number }>()
  /** Reversed before they came; a host that forgets them posts a sale that is late. */
  readonly #early = new Set<string>()
  readonly #forgets: boolean
  readonly #timeline: Timeline
  readonly #random: Random
  #last = 0

  constructor(timeline: Timeline, random: Random) {
    this.#timeline = timeline
    this.#random = random
    this.#forgets = random.chance(0.3)
  }

  sale(charge: Charge): Opened {
    const answer = this.#sale(charge)
    if (answer.is === 'refused') this.saidOver.add(charge.channelNo)
    return answer
  }

  #sale(charge: Charge): Opened {
    const key = traceOf(charge)
    if (key === null) return { is: 'refused', code: 'noTrace' }
    const known = this.sales.get(key)
    if (known) return known.state === 'posted' ? paidOf(known) : { is: 'refused', code: '94' }
    const refusal = this.#refusals.get(key) ?? (this.#early.has(key) && !this.#forgets ? '94' : undefined)
    if (refusal !== undefined) return { is: 'refused', code: refusal }
    if (this.#random.chance(0.12)) {
      this.#refusals.set(key, '51')
      return { is: 'refused', code: '51', customer: 'notEnoughMoney' }
    }
    this.#last += 1
    const { channelNo, fen } = charge
    const sale: Sale = {
      ...{ channelNo, tradeNo: `card-${this.#last}`, fen, at: this.#timeline.now },
      ...{ state: 'posted', returnedFen: 0 },
    }
    this.sales.set(key, sale)
    return paidOf(sale)
  }

  /** Answered alike whether it had posted the sale or not. */
  reverse(charge: Charge): 'done' | 'notDone' {
    const key = traceOf(charge)
    if (key === null) return 'notDone'
    const sale = this.sales.get(key)
    if (!sale) this.#early.add(key)
    if (sale && sale.returnedFen > 0 && sale.state === 'posted') return 'notDone'
    this.saidOver.add(charge.channelNo)
    if (sale?.state === 'posted') Object.assign(sale, { state: 'reversed', returnedFen: sale.fen })
    return 'done'
  }

  refund({ refundNo, tradeNo, fen, trace, charge }: RefundOrder): RefundStanding {
    const key = trace ? `${charge.terminalId}/${trace.batch}/${trace.stan}` : `refund/${refundNo}`
    const known = this.#refunds.get(key)
    const done = { is: 'refunded', refundTradeNo: `${tradeNo}R${key}`.slice(0, 64), fen } as const
    if (known) return known.refundNo === refundNo && known.fen === fen ? done : { is: 'refused', code: '94' }
    if (this.sales.has(key)) return { is: 'refused', code: '94' }
    const sale = [...this.sales.values()].find((one) => one.tradeNo === tradeNo)
    if (!sale || sale.state !== 'posted' || sale.returnedFen + fen > sale.fen)
      return { is: 'refused', code: '25' }
    sale.returnedFen += fen
    this.#refunds.set(key, { refundNo, fen })
    return done
  }
}

function traceOf({ terminalId, trace }: Charge): string | null {
  return trace ? `${terminalId}/${trace.batch}/${trace.stan}` : null
}

function paidOf({ tradeNo, fen, at }: Sale): Extract<Standing, { is: 'paid' }> {
  return { is: 'paid', tradeNo, fen, paidAt: at, maskedPayer: '622202******1234' }
}

/** The hall's end of the line: what a sale came to it knows in this life of the process only. */
export function cardChannel(
  acquirer: Acquirer,
  rules: ChannelRules,
  { line, life, onDisk }: { line: Line; life: Life; onDisk: OnDisk },
): Channel {
  const known = new Map<string, Standing>()
  const UNSURE = { is: 'unsure', why: 'noQuery' } as const
  const reversing = new Set<string>()
  return {
    rules,
    async open(charge, credential) {
      onDisk(charge.channelNo)
      if (credential?.kind !== 'card') return { is: 'refused', code: 'noCard' }
      const hear = (answer: Opened): void => {
        if (answer.is !== 'unsure' && answer.is !== 'payable' && !reversing.has(charge.channelNo))
          known.set(charge.channelNo, answer)
      }
      const answer = await line.call(life, () => acquirer.sale(charge), hear)
      if (!reversing.has(charge.channelNo)) hear(answer)
      return answer
    },
    query: ({ channelNo }) => Promise.resolve(known.get(channelNo) ?? UNSURE),
    async close(charge) {
      const before = known.get(charge.channelNo)
      if (before?.is === 'refused') return { is: 'closed' }
      reversing.add(charge.channelNo)
      const answer = await line.call(life, () => acquirer.reverse(charge))
      if (answer !== 'done') return typeof answer === 'string' ? { is: 'unsure', why: answer } : answer
      const { tradeNo = '', fen = 0 } = before?.is === 'paid' ? before : {}
      const ended =
        before?.is === 'paid' ? ({ is: 'returned', tradeNo, fen } as const) : ({ is: 'closed' } as const)
      known.set(charge.channelNo, ended)
      return ended
    },
    refund(refund) {
      onDisk(refund.refundNo)
      return line.call(life, () => acquirer.refund(refund))
    },
    queryRefund: () => Promise.resolve(UNSURE),
    bill: () => Promise.resolve({ is: 'empty' }),
  }
}
