import type { CounterId, FactEntry, FactOf } from '@service-hall/contract'

type Standing = 'waiting' | 'called' | 'serving' | 'parked' | 'noShow' | 'ended'

type Paper = {
  number: string
  standing: Standing
  at: CounterId | null
}

/** Facts that move a ticket at a counter: from where, and to where. */
const MOVES = {
  TicketCalled: { from: ['waiting', 'parked', 'noShow'], to: 'called' },
  TicketRecalled: { from: ['called'], to: 'called' },
  TicketNoShow: { from: ['called'], to: 'noShow' },
  ServiceStarted: { from: ['called'], to: 'serving' },
  ServiceCompleted: { from: ['serving'], to: 'ended' },
  TicketTransferred: { from: ['called', 'serving'], to: 'waiting' },
  TicketParked: { from: ['called', 'serving'], to: 'parked' },
} as const satisfies Record<string, { from: Standing[]; to: Standing }>

/** Facts that move a ticket from elsewhere. */
const FLOOR_MOVES = {
  TicketReactivated: { from: ['noShow'], to: 'waiting' },
  TicketUnparked: { from: ['parked'], to: 'waiting' },
  TicketVoided: { from: ['waiting', 'parked', 'noShow'], to: 'ended' },
} as const satisfies Record<string, { from: Standing[]; to: Standing }>

type Move = keyof typeof MOVES
type FloorMove = keyof typeof FLOOR_MOVES

const isHeld = (standing: Standing): boolean => standing === 'called' || standing === 'serving'

/**
 * The rules of a queue once more, as plainly as they can be said and sharing nothing with the server's own fold:
 * a ticket is at one counter, a counter has one ticket, a number is given once.
 */
export class HallModel {
  readonly doubled: string[] = []
  readonly numbersDoubled: string[] = []
  /** Numbers that were left out. */
  readonly gaps: string[] = []
  readonly #papers = new Map<string, Paper>()
  readonly #numbers = new Set<string>()
  readonly #counts = new Map<string, number>()
  readonly #holding = new Map<string, string>()
  readonly #before = new Map<string, { ticketId: string; paper: Paper }>()

  /** Where a ticket stands; undefined when it was never issued. */
  standingOf(ticketId: string): Standing | undefined {
    return this.#papers.get(ticketId)?.standing
  }

  fold(entry: FactEntry): void {
    const { fact } = entry
    if (fact.type in MOVES) this.#move(entry, fact as FactOf<Move>)
    else if (fact.type in FLOOR_MOVES) this.#moveFromFloor(entry, fact as FactOf<FloorMove>)
    else if (fact.type === 'TicketIssued') this.#issue(entry, fact)
    else if (fact.type === 'ActionUndone') this.#undo(entry, fact)
    else if (fact.type === 'CounterClosed') this.#closeCounter(fact)
    else if (fact.type === 'CaseClosed') this.#endCase(fact)
    else if (fact.type === 'DayOpened') this.#openDay(fact)
  }

  #issue(entry: FactEntry, fact: FactOf<'TicketIssued'>): void {
    const number = `${fact.day} ${fact.number}`
    if (this.#numbers.has(number)) this.numbersDoubled.push(`${number} again as fact ${entry.number}`)
    if (this.#papers.has(fact.ticketId)) this.doubled.push(`ticket ${fact.ticketId} issued twice`)
    const run = `${fact.day} ${fact.groupId}`
    const expected = (this.#counts.get(run) ?? 0) + 1
    if (fact.count > expected) this.gaps.push(`${run}: number ${expected} was left out`)
    this.#counts.set(run, Math.max(expected, fact.count))
    this.#numbers.add(number)
    this.#papers.set(fact.ticketId, { number, standing: 'waiting', at: null })
  }

  #move(entry: FactEntry, fact: FactOf<Move>): void {
    const paper = this.#papers.get(fact.ticketId)
    const { from, to } = MOVES[fact.type]
    const held = this.#holding.get(fact.counterId)
    const froms: readonly Standing[] = from
    const isThere = fact.type === 'TicketCalled' ? held === undefined : held === fact.ticketId
    if (!paper || !froms.includes(paper.standing) || !isThere) return this.#wrong(entry, paper, held)
    // A recall is nothing to take back: what can be undone is still the call.
    if (fact.type !== 'TicketRecalled') {
      this.#before.set(fact.counterId, { ticketId: fact.ticketId, paper: { ...paper } })
    }
    paper.standing = to
    paper.at = isHeld(to) ? fact.counterId : null
    if (paper.at) this.#holding.set(paper.at, fact.ticketId)
    else this.#holding.delete(fact.counterId)
  }

  #moveFromFloor(entry: FactEntry, fact: FactOf<FloorMove>): void {
    const paper = this.#papers.get(fact.ticketId)
    const { from, to } = FLOOR_MOVES[fact.type]
    const froms: readonly Standing[] = from
    if (!paper || !froms.includes(paper.standing)) return this.#wrong(entry, paper, undefined)
    paper.standing = to
  }

  #undo(entry: FactEntry, fact: FactOf<'ActionUndone'>): void {
    const point = this.#before.get(fact.counterId)
    const paper = this.#papers.get(fact.ticketId)
    if (!paper || point?.ticketId !== fact.ticketId) return this.#wrong(entry, paper, undefined)
    this.#before.delete(fact.counterId)
    Object.assign(paper, point.paper)
    if (isHeld(paper.standing)) this.#holding.set(fact.counterId, fact.ticketId)
    else this.#holding.delete(fact.counterId)
  }

  #closeCounter({ counterId }: FactOf<'CounterClosed'>): void {
    const held = this.#papers.get(this.#holding.get(counterId) ?? '')
    if (held) Object.assign(held, { standing: 'waiting', at: null })
    this.#holding.delete(counterId)
    this.#before.delete(counterId)
  }

  #endCase({ ticketId, counterId }: FactOf<'CaseClosed'>): void {
    const paper = this.#papers.get(ticketId)
    if (paper) Object.assign(paper, { standing: 'ended', at: null })
    this.#holding.delete(counterId)
  }

  #openDay({ left = [] }: FactOf<'DayOpened'>): void {
    for (const counterId of left) {
      const held = this.#papers.get(this.#holding.get(counterId) ?? '')
      if (held) Object.assign(held, { standing: 'ended', at: null })
      this.#holding.delete(counterId)
    }
    for (const paper of this.#papers.values()) if (!isHeld(paper.standing)) paper.standing = 'ended'
    this.#before.clear()
  }

  #wrong({ number, fact }: FactEntry, paper: Paper | undefined, held: string | undefined): void {
    this.doubled.push(
      `fact ${number} ${JSON.stringify(fact)} cannot be: the ticket is ${JSON.stringify(paper)}, the counter has ${held}`,
    )
  }
}
