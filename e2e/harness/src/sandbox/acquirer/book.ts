// What the acquirer knows to be true: cards, trades, batches.

export type Card = { pan: string; pin?: string; balanceFen: number; limitFen?: number; code?: string }
export type Trade = {
  kind: 'sale' | 'refund'
  terminalNo: string
  batch: string
  stan: string
  fen: number
  /** Epoch ms. */
  at: number
  reference: string
  approval: string
  pan: string
  /** The hall's number of the sale. */
  orderNo: string
  /** The hall's number of the refund; empty for sales. */
  refundNo: string
  state: 'posted' | 'reversed'
}

export type Uploaded = { isRefund: boolean; stan: string; fen: number }
/** A batch as its terminal settled it. `asked`: how often it did. */
export type SettledBatch = {
  terminalNo: string
  batch: string
  state: 'agreed' | 'differs' | 'uploaded'
  asked: number
  trades: Uploaded[]
}

const ENDLESS = 1_000_000_000_00

/** The acquirer's books, in memory. Answers are codes of field 39. */
export class Book {
  readonly #cards = new Map<string, Card>()
  readonly #trades = new Map<string, Trade>()
  /** Sales that were reversed before they came: they are not posted when they do. */
  readonly #voided = new Set<string>()
  readonly #settled = new Set<string>()
  readonly #batches = new Map<string, SettledBatch>()
  #number = 0

  setCard(card: Card): void {
    this.#cards.set(card.pan, card)
  }

  trades(): Trade[] {
    return [...this.#trades.values()]
  }

  find(terminalNo: string, batch: string, stan: string): Trade | undefined {
    return this.#trades.get(`${terminalNo}/${batch}/${stan}`)
  }

  /** Posts a sale; the code says why not. */
  sell(
    order: Omit<Trade, 'kind' | 'reference' | 'approval' | 'refundNo' | 'state'>,
    pin: string | null,
  ): string | Trade {
    const key = `${order.terminalNo}/${order.batch}/${order.stan}`
    if (this.#trades.has(key) || this.#voided.has(key)) return '94'
    if (this.#settled.has(`${order.terminalNo}/${order.batch}`)) return '77'
    const card = this.#cards.get(order.pan) ?? { pan: order.pan, balanceFen: ENDLESS }
    if (card.code !== undefined) return card.code
    if (card.pin !== undefined && card.pin !== pin) return '55'
    if (order.fen > (card.limitFen ?? ENDLESS)) return '61'
    if (order.fen > card.balanceFen) return '51'
    card.balanceFen -= order.fen
    this.#cards.set(card.pan, card)
    return this.#post(key, { ...order, kind: 'sale', refundNo: '' })
  }

  /** Takes back a sale, or sees to it that it is not posted when it comes. */
  reverse(terminalNo: string, batch: string, stan: string, fen: number, unknown: string): string {
    const key = `${terminalNo}/${batch}/${stan}`
    const trade = this.#trades.get(key)
    if (!trade) {
      this.#voided.add(key)
      return unknown
    }
    if (trade.fen !== fen || trade.kind !== 'sale') return '12'
    if (trade.state === 'reversed') return '00'
    if (this.#settled.has(`${terminalNo}/${batch}`) || this.#refunded(trade) > 0) return '12'
    trade.state = 'reversed'
    this.#credit(trade.pan, fen)
    return '00'
  }

  /** Refunds part or all of a sale; the same order again is answered as the first. */
  refund(
    order: { terminalNo: string; batch: string; stan: string; fen: number; at: number; refundNo: string },
    origin: { batch: string; stan: string; reference: string },
  ): string | Trade {
    const key = `${order.terminalNo}/${order.batch}/${order.stan}`
    const same = this.#trades.get(key)
    if (same) return same.refundNo === order.refundNo && same.fen === order.fen ? same : '94'
    if (this.#settled.has(`${order.terminalNo}/${order.batch}`)) return '77'
    const sale = this.find(order.terminalNo, origin.batch, origin.stan)
    if (sale?.state !== 'posted' || sale.reference !== origin.reference) return '25'
    if (this.#refunded(sale) + order.fen > sale.fen) return '64'
    this.#credit(sale.pan, order.fen)
    return this.#post(key, { ...order, kind: 'refund', pan: sale.pan, orderNo: sale.orderNo })
  }

  /** Sums of a batch: what the terminal has to say at its settlement. */
  totals(
    terminalNo: string,
    batch: string,
  ): { sales: number; salesFen: number; refunds: number; refundsFen: number } {
    const all = this.trades().filter((trade) => trade.terminalNo === terminalNo && trade.batch === batch)
    const sum = (list: Trade[]): number => list.reduce((fen, trade) => fen + trade.fen, 0)
    const sales = all.filter(({ kind, state }) => kind === 'sale' && state === 'posted')
    const refunds = all.filter(({ kind }) => kind === 'refund')
    return { sales: sales.length, salesFen: sum(sales), refunds: refunds.length, refundsFen: sum(refunds) }
  }

  /** A terminal settles: at once where the sums agree, else by its upload. */
  settle(terminalNo: string, batch: string, isEven: boolean): void {
    const key = `${terminalNo}/${batch}`
    const before = this.#batches.get(key)
    if (isEven) this.#settled.add(key)
    if (!before || (isEven && before.state === 'differs'))
      this.#batches.set(key, {
        terminalNo,
        batch,
        state: isEven ? 'agreed' : 'differs',
        asked: 0,
        trades: [],
      })
    const row = this.#batches.get(key)
    if (row) row.asked += 1
  }

  /** A trade that a terminal says is in its batch; sent again it is the same. */
  upload(terminalNo: string, batch: string, trade: Uploaded): void {
    const row = this.#batches.get(`${terminalNo}/${batch}`)
    if (row && !row.trades.some(({ stan }) => stan === trade.stan)) row.trades.push(trade)
  }

  /** Its last word: whether all of them came. */
  endUpload(terminalNo: string, batch: string, count: number): boolean {
    const row = this.#batches.get(`${terminalNo}/${batch}`)
    if (row?.trades.length !== count) return false
    row.state = 'uploaded'
    this.#settled.add(`${terminalNo}/${batch}`)
    return true
  }

  /** Batches whose settlement was asked for. */
  batches(): SettledBatch[] {
    return [...this.#batches.values()]
  }

  /** A sale of a batch that its terminal does not know of. */
  plant(sale: { terminalNo: string; batch: string; stan: string; fen: number; at: number }): void {
    const key = `${sale.terminalNo}/${sale.batch}/${sale.stan}`
    const nobody = { pan: '6222020000000000000', orderNo: 'PLANTED', refundNo: '' }
    this.#post(key, { ...sale, ...nobody, kind: 'sale' })
  }

  #refunded(sale: Trade): number {
    return this.trades()
      .filter(({ kind, orderNo }) => kind === 'refund' && orderNo === sale.orderNo)
      .reduce((fen, trade) => fen + trade.fen, 0)
  }

  #credit(pan: string, fen: number): void {
    const card = this.#cards.get(pan)
    if (card) card.balanceFen += fen
  }

  #post(key: string, order: Omit<Trade, 'reference' | 'approval' | 'state'>): Trade {
    this.#number += 1
    const reference = String(this.#number).padStart(12, '0')
    const trade: Trade = { ...order, reference, approval: reference.slice(6), state: 'posted' }
    this.#trades.set(key, trade)
    return trade
  }
}
