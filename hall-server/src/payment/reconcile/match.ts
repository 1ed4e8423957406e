import { dayBefore, dayOf, endOf } from './days.ts'
import type { Line, Own, Owns } from './line.ts'

/**
 * The last part of a day (日切), ms: a payment of then may be taken back on the next day's bill. What stands alone there is
 * left until that bill is in.
 */
export const BORDER_MS = 2 * 3_600_000

/** One line with another amount than ours. */
export type Unequal = { line: Line; own: Own }
/** What two days' bills leave to be explained about the second one, and what of the first only the second could tell. */
export type Matched = {
  lines: number
  /** Of the day's lines: payments less refunds, fen. */
  fen: number
  matched: number
  unequal: Unequal[]
  /** Lines that the hall's books do not have. */
  theirsOnly: Line[]
  /** Lines of the day's last part, which the next bill decides. */
  deferred: Line[]
  /** Of the day before: in neither bill. Some may be in an older one. */
  oursOnly: [key: string, own: Own][]
  /** Ours of this day that the next bill decides. */
  waiting: number
}

/**
 * Compares a day. Lines pass one by one; what is kept are those that find no partner. `owns` is marked with what was seen.
 * A line that stands twice counts once. Pure but for `owns`: order of lines, and which of the two bills has which, change
 * nothing.
 */
export class DayMatcher {
  readonly #owns: Owns
  readonly #day: string
  #lines = 0
  #fen = 0
  #matched = 0
  readonly #unequal: Unequal[] = []
  /** Without a partner in our books, of the day before and of the day, by key. */
  readonly #before = new Map<string, Line>()
  readonly #loose = new Map<string, Line>()

  constructor(day: string, owns: Owns) {
    this.#day = day
    this.#owns = owns
  }

  /** A line of the bill of the day before, which is read first. */
  takeBefore(line: Line): void {
    const own = this.#owns.get(line.key)
    if (own) own.seen = true
    else keep(this.#before, line)
  }

  /** A line of the day's own bill. */
  take(line: Line): void {
    this.#lines += 1
    this.#fen += line.kind === 'in' ? line.fen : -line.fen
    const own = this.#owns.get(line.key)
    if (own) this.#meet(line, own)
    else if (this.#isRepeated(line)) this.#matched += 1
    else keep(this.#loose, line)
  }

  #meet(line: Line, own: Own): void {
    own.seen = true
    if (own.fen === line.fen) this.#matched += 1
    else this.#unequal.push({ line, own })
  }

  #isRepeated(line: Line): boolean {
    const key = keptKey(line)
    return this.#loose.has(key) || this.#before.has(key)
  }

  /** All of both bills has passed. */
  end(): Matched {
    this.#pairOff()
    this.#meetRefunds()
    const border = endOf(this.#day) - BORDER_MS
    const loose = [...this.#loose.values()]
    const late = endOf(dayBefore(this.#day)) - BORDER_MS
    return {
      ...{ lines: this.#lines, fen: this.#fen, matched: this.#matched, unequal: this.#unequal },
      theirsOnly: [
        ...[...this.#before.values()].filter(({ at }) => at >= late),
        ...loose.filter(({ at }) => at < border),
      ],
      deferred: loose.filter(({ at }) => at >= border),
      oursOnly: [...this.#owns].filter(([, own]) => !own.seen && dayOf(own.to) === dayBefore(this.#day)),
      waiting: this.#waiting(),
    }
  }

  #waiting(): number {
    let count = 0
    for (const own of this.#owns.values()) if (!own.seen && dayOf(own.to) === this.#day) count += 1
    return count
  }

  /** What the channel gave back of itself stands under a number of its own: it is the refund that the hall has of that trade. */
  #meetRefunds(): void {
    const refunds = [...this.#owns.values()].filter(({ of, seen }) => of !== undefined && !seen)
    const meet = (line: Line): boolean => {
      const own = refunds.find(({ of, fen, seen }) => !seen && of === line.of && fen === line.fen)
      if (own) own.seen = true
      return own !== undefined
    }
    for (const [key, line] of this.#before) if (line.kind === 'out' && meet(line)) this.#before.delete(key)
    for (const [key, line] of this.#loose) {
      if (line.kind !== 'out' || !meet(line)) continue
      this.#loose.delete(key)
      this.#matched += 1
    }
  }

  /** A payment that the channel took back (撤销, 冲正) stands there twice, and nothing is left of it. */
  #pairOff(): void {
    const sums = new Map<string, { fen: number; payments: number; lines: Line[] }>()
    for (const line of [...this.#before.values(), ...this.#loose.values()]) {
      const row = sums.get(line.of) ?? { fen: 0, payments: 0, lines: [] }
      row.fen += line.kind === 'in' ? line.fen : -line.fen
      if (line.kind === 'in') row.payments += 1
      row.lines.push(line)
      sums.set(line.of, row)
    }
    for (const { fen, payments, lines } of sums.values()) {
      if (fen !== 0 || payments === 0) continue
      for (const line of lines) {
        this.#before.delete(keptKey(line))
        if (this.#loose.delete(keptKey(line))) this.#matched += 1
      }
    }
  }
}

/** One number with two amounts is two lines to explain. */
function keptKey({ key, fen }: Line): string {
  return `${key}/${fen}`
}

function keep(kept: Map<string, Line>, line: Line): void {
  kept.set(keptKey(line), line)
}
