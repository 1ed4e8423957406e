import { localTime } from '@service-hall/contract'
import type { FactEntry, SubjectId } from '@service-hall/contract'
import { readJournal } from '@service-hall/journal'
import { RETENTION_DAYS, SUBJECT_DAYS } from './hall.ts'
import type { ClockedHall } from './hall.ts'
import type { Truth } from './sim-clock.ts'

export type ClocksResult = {
  jumps: number
  /** Closed although the day of their customers was not over, and not brought back when the clock was right. */
  lostTickets: number
  /** Numbers given twice on a business day, or that two open tickets have at once. */
  doubledNumbers: number
  /** Facts thrown away before their time. */
  prunedTooMuch: number
  /** Visitors forgotten before their time. */
  forgottenTooSoon: number
  /** Touches refused as too late although their customers waited. */
  falseExpired: number
  /** Tickets made after the customer was told that there is none. */
  ghostTickets: number
}

const DAY = 86_400_000
const dayOf = (at: number): string => localTime(at, 'Asia/Shanghai').day

/** Compares what the hall did with the true time, which only this knows. */
export class Watch {
  readonly result: ClocksResult = {
    jumps: 0,
    lostTickets: 0,
    doubledNumbers: 0,
    prunedTooMuch: 0,
    forgottenTooSoon: 0,
    falseExpired: 0,
    ghostTickets: 0,
  }
  /** How many facts and visitors went when their time was over: a watch that sees nothing go proves nothing. */
  gone = { facts: 0, visitors: 0 }
  readonly #truth: Truth
  readonly #committedAt = new Map<number, number>()
  readonly #issued = new Map<string, { day: string; isLost: boolean }>()
  readonly #numbers = new Set<string>()
  readonly #seen = new Map<SubjectId, number>()
  #firstKept = 1

  constructor(truth: Truth) {
    this.#truth = truth
  }

  passed(ms: number): void {
    this.#truth.now += ms
  }

  committed(entries: readonly FactEntry[]): void {
    for (const { number, fact } of entries) {
      this.#committedAt.set(number, this.#truth.now)
      if (fact.type === 'ServiceCompleted') this.#issued.delete(fact.ticketId)
      if (fact.type !== 'TicketIssued') continue
      const day = dayOf(this.#truth.now)
      const name = `${fact.day} ${fact.number}`
      if (this.#numbers.has(name)) this.result.doubledNumbers += 1
      this.#numbers.add(name)
      this.#issued.set(fact.ticketId, { day, isLost: false })
    }
  }

  seen(id: SubjectId): void {
    this.#seen.set(id, this.#truth.now)
  }

  /** After each step: what is lost for good, and numbers that two have. */
  look({ view, isRight }: ClockedHall): void {
    const open = Object.values(view.tickets).filter(({ state }) =>
      ['waiting', 'called', 'serving'].includes(state.status),
    )
    if (new Set(open.map(({ number }) => number)).size < open.length) this.result.doubledNumbers += 1
    if (!isRight) return
    for (const [id, row] of this.#issued) {
      if (row.day !== dayOf(this.#truth.now)) this.#issued.delete(id)
      else if (
        !row.isLost &&
        (view.tickets[id] === undefined || view.tickets[id].state.status === 'closed')
      ) {
        row.isLost = true
        this.result.lostTickets += 1
      }
    }
  }

  /** Each morning: what was thrown away and forgotten. */
  async lookBack({ path, vault }: ClockedHall): Promise<void> {
    const journal = await readJournal({ path })
    const first = await journal.firstNumber()
    await journal.close()
    for (; this.#firstKept < first; this.#firstKept += 1) {
      this.gone.facts += 1
      const age = this.#truth.now - (this.#committedAt.get(this.#firstKept) ?? 0)
      if (age < RETENTION_DAYS * DAY) this.result.prunedTooMuch += 1
    }
    for (const [id, at] of this.#seen) {
      if (await vault.identityOf(id)) continue
      this.#seen.delete(id)
      this.gone.visitors += 1
      if (this.#truth.now - at < SUBJECT_DAYS * DAY) this.result.forgottenTooSoon += 1
    }
  }
}
