/** Keys that follow one another more quickly than this were typed by a machine, ms. A person needs 60 and more. */
export const MACHINE_PACE_MS = 55
/** A key acts only when no other followed it for so long, ms: until then it may be the first of a machine. */
export const HOLD_BACK_MS = 120
/** What comes so soon after a machine's last key belongs to it still, ms: an Enter that its program sends late. */
export const MACHINE_REST_MS = 400
/** Keys of an unclear pace that wait together; the oldest of more is a person's. */
const MOST_WAITING = 4
/** A machine's text is kept up to this length; no code that a hall uses is longer. */
const LONGEST_TEXT = 512

/** One key going down. */
export type PacedKey<Act> = {
  /** When, ms of a clock that nobody can set back. */
  at: number
  /** What it types: one character, `\n` for Enter, `\t` for Tab, nothing for others. */
  text: string
  /** What it would do; null when it has done it already, as in a text field. */
  act: Act | null
}

/** What is known of the keys so far. */
export type Pace<Act> = {
  /** When the latest key went down. */
  last: number
  /** Keys that may be a person's or the first of a machine's. */
  waiting: readonly PacedKey<Act>[]
  /** What the machine that types now has typed; null: none does. */
  machine: string | null
}

export type Paced<Act> = {
  pace: Pace<Act>
  /** What a person's keys are to do now, in their order. */
  acts: readonly Act[]
  /** What a machine typed, once it has ended; it may be empty. */
  scan: string | null
}

export function noKeys<Act>(): Pace<Act> {
  return { last: -Infinity, waiting: [], machine: null }
}

/** A key went down. Whether it belongs to a machine stands in the answer: `pace.machine` is not null. */
export function keyDown<Act>(before: Pace<Act>, key: PacedKey<Act>): Paced<Act> {
  const { pace, acts, scan } = timePassed(before, key.at)
  const waiting = [...pace.waiting, key]
  const last = Math.max(pace.last, key.at)
  if (pace.machine !== null || key.at - pace.last < MACHINE_PACE_MS) {
    const typed = (pace.machine ?? '') + waiting.map(({ text }) => text).join('')
    return { pace: { last, waiting: [], machine: typed.slice(0, LONGEST_TEXT) }, acts, scan }
  }
  const old = waiting.slice(0, -MOST_WAITING)
  return {
    pace: { last, waiting: waiting.slice(-MOST_WAITING), machine: null },
    acts: [...acts, ...actsOf(old)],
    scan,
  }
}

/** What a machine put in at once, without keys: pasted text. The Enter that its program sends after it is its own. */
export function textPut<Act>(before: Pace<Act>, at: number, text: string): Paced<Act> {
  const { pace, acts, scan } = timePassed(before, at)
  const machine = ((pace.machine ?? '') + text).slice(0, LONGEST_TEXT)
  return { pace: { last: Math.max(pace.last, at), waiting: [], machine }, acts, scan }
}

/** Time has passed without a key: who waited is a person, and a machine that rests has ended. */
export function timePassed<Act>(pace: Pace<Act>, now: number): Paced<Act> {
  const due = dueAt(pace)
  if (due === null || now < due) return { pace, acts: [], scan: null }
  return { pace: { ...noKeys(), last: pace.last }, acts: actsOf(pace.waiting), scan: pace.machine }
}

/** When `timePassed` has something to say; null: not before the next key. */
export function dueAt<Act>({ last, waiting, machine }: Pace<Act>): number | null {
  if (machine !== null) return last + MACHINE_REST_MS
  return waiting.length > 0 ? last + HOLD_BACK_MS : null
}

function actsOf<Act>(keys: readonly PacedKey<Act>[]): Act[] {
  return keys.flatMap(({ act }) => (act === null ? [] : [act]))
}
