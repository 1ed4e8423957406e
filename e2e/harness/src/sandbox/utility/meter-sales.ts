import { SANDBOX_CARD_KEYS, macOf, responseTo } from './card-keys.ts'
import type { CardKeys } from './card-keys.ts'
import { planOf } from './plan.ts'
import { Refusal } from './refusal.ts'
import type { Register } from './register.ts'
import type { UtilityTime } from './utility-time.ts'
import type { WriteOffs } from './write-offs.ts'

export type SaleOrder = {
  accountNo: string
  meterNo: string
  cardSerial: string
  fen: number
  cardCount: number
}
export type Sale = {
  key: string
  agent: string
  day: string
  at: number
  order: SaleOrder
  answer: { saleNo: string; count: number; fen: number }
  state: 'open' | 'written' | 'void'
  /** Of a void one. */
  voided: { no: string; at: number; day: string } | null
}
export type KeyQuestion = {
  ask: 'cardResponse' | 'hostResponse' | 'mac'
  cardSerial: string
  challenge: string
  message?: string
}

const WRITES = { parameters: '04d6810031', wallet: '04d682000c', returned: '04d6850035' } as const

/** Sales to meter cards, counted card by card, and the key service that lets them be written. */
export class MeterSales {
  readonly sales = new Map<string, Sale>()
  readonly #counts = new Map<string, number>()
  readonly #register: Register
  readonly #writeOffs: WriteOffs
  readonly #time: UtilityTime
  readonly #keys: CardKeys

  constructor(register: Register, writeOffs: WriteOffs, time: UtilityTime, keys = SANDBOX_CARD_KEYS) {
    this.#register = register
    this.#writeOffs = writeOffs
    this.#time = time
    this.#keys = keys
  }

  countOf({ cardSerial, cardCount }: { cardSerial: string | null; cardCount: number }): number {
    return this.#counts.get(cardSerial ?? '') ?? cardCount
  }

  sell(agent: string, key: string, order: SaleOrder): Sale['answer'] {
    const known = this.sales.get(key)
    if (known) {
      if (JSON.stringify(known.order) !== JSON.stringify(order)) throw new Refusal('keyReused')
      return known.answer
    }
    if (this.#writeOffs.records.has(key)) throw new Refusal('keyReused')
    const account = this.#register.open(order.accountNo)
    if (account.mode !== 'meterCard') throw new Refusal('notPrepaid')
    const owner = this.#register.ofCard(order.cardSerial, order.meterNo)
    if (owner !== account) throw new Refusal('cardMismatch')
    if (order.fen > (planOf(account).prepayUpToFen ?? 0)) throw new Refusal('planForbids')
    if (order.cardCount !== this.countOf(account) || this.#hasOpen(order)) throw new Refusal('countMismatch')
    const answer = { saleNo: this.#writeOffs.numberOf('GD'), count: order.cardCount + 1, fen: order.fen }
    const day = this.#time.businessDay()
    this.sales.set(key, {
      ...{ key, agent, day, at: this.#time.now(), order, answer },
      ...{ state: 'open', voided: null },
    })
    return answer
  }

  /** Computes for the card and the writes of an open sale, for nothing else. */
  keyService(key: string, { ask, cardSerial, challenge, message = '' }: KeyQuestion): { result: string } {
    const sale = this.#sale(key)
    if (sale.state === 'void' || sale.order.cardSerial !== cardSerial) throw new Refusal('cardMismatch')
    if (ask === 'mac' && !isWriteOf(sale, message))
      throw new Refusal('cardMismatch', 'not a write of this sale')
    const [serial, random] = [Buffer.from(cardSerial, 'hex'), Buffer.from(challenge, 'hex')]
    const result = {
      cardResponse: () => responseTo(this.#keys.internal, serial, random),
      hostResponse: () => responseTo(this.#keys.external, serial, random),
      mac: () => macOf(this.#keys.mac, serial, random, Buffer.from(message, 'hex')),
    }[ask]()
    return { result: result.toString('hex') }
  }

  read(key: string, { count }: { count: number }): { isWritten: boolean } {
    const sale = this.#sale(key)
    const state = stateBy(sale, count)
    if (sale.state !== 'open' && sale.state !== state) throw new Refusal('countMismatch')
    if (sale.state === 'open') this.#settle(sale, state)
    return { isWritten: state === 'written' }
  }

  #settle(sale: Sale, state: 'written' | 'void'): void {
    sale.state = state
    if (state === 'written') this.#counts.set(sale.order.cardSerial, sale.answer.count)
    else
      sale.voided = {
        no: this.#writeOffs.numberOf('CZ'),
        at: this.#time.now(),
        day: this.#time.businessDay(),
      }
  }

  #sale(key: string): Sale {
    const sale = this.sales.get(key)
    if (!sale) throw new Refusal('writeOffUnknown')
    return sale
  }

  #hasOpen({ cardSerial }: SaleOrder): boolean {
    return [...this.sales.values()].some(
      (sale) => sale.state === 'open' && sale.order.cardSerial === cardSerial,
    )
  }
}

function stateBy({ answer }: Sale, count: number): 'written' | 'void' {
  if (count === answer.count) return 'written'
  if (count === answer.count - 1) return 'void'
  throw new Refusal('countMismatch')
}

/** Wallet with this amount and count, an empty return file, or parameters of this meter. */
function isWriteOf({ order, answer }: Sale, message: string): boolean {
  const four = (value: number): string => value.toString(16).padStart(8, '0')
  if (message === WRITES.wallet + four(answer.fen) + four(answer.count)) return true
  if (message === WRITES.returned + '00'.repeat(49)) return true
  const isParameters = message.startsWith(WRITES.parameters) && message.length === 2 * (5 + 45)
  return isParameters && message.slice(2 * (5 + 30), 2 * (5 + 36)) === order.meterNo
}
