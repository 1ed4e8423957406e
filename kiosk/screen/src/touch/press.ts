/** A point on the screen, CSS pixels. */
export type Point = {
  x: number
  y: number
}

/** A finger on a button. */
type Press = {
  pointerId: number
  target: unknown
  start: Point
  at: number
}

/** What the whole screen knows of its touches: at most one button is held at a time. */
export type Presses = {
  held: Press | null
  /** The last tap that was let through or swallowed as its echo, and on which page it fell. */
  last: { point: Point; at: number; page: number } | null
  /** Counts the pages shown so far. */
  page: number
}

/** How far a finger may slip on its button and still mean it, CSS pixels. */
const SLIP_PX = 24
/** A tap this soon and this near after one that turned the page is the second half of a double tap. */
const ECHO_MS = 600
const ECHO_PX = 96
/** A button held this long (a resting palm) no longer keeps other fingers out. */
const PALM_MS = 3_000

export const noPresses: Presses = { held: null, last: null, page: 0 }

/** A new page is on the screen: what was held belonged to the old one. */
export function pageTurned(presses: Presses): Presses {
  return { ...presses, held: null, page: presses.page + 1 }
}

/** A finger touched the page beside all buttons, and turned it by that. */
export function tapped(presses: Presses, point: Point, at: number): Presses {
  return { ...presses, held: null, last: { point, at, page: presses.page } }
}

/** A finger comes down on a button. The answer's `held` tells whether it counts. */
export function down(presses: Presses, finger: Press): Presses {
  const { held, last } = presses
  if (held && finger.at - held.at < PALM_MS) return presses
  const echo =
    last !== null &&
    last.page !== presses.page &&
    finger.at - last.at < ECHO_MS &&
    distance(last.point, finger.start) < ECHO_PX
  if (echo) return { ...presses, held: null, last: { ...last, at: finger.at } }
  return { ...presses, held: finger }
}

/** The finger moves: too far, and the press is off. */
export function move(presses: Presses, pointerId: number, point: Point): Presses {
  const { held } = presses
  if (held?.pointerId !== pointerId || distance(held.start, point) <= SLIP_PX) return presses
  return { ...presses, held: null }
}

/** The finger lifts: the button was pressed if it is still held. */
export function up(
  presses: Presses,
  pointerId: number,
  point: Point,
  at: number,
): { presses: Presses; pressed: boolean } {
  const moved = move(presses, pointerId, point)
  if (moved.held?.pointerId !== pointerId) return { presses: moved, pressed: false }
  return { presses: { ...moved, held: null, last: { point, at, page: moved.page } }, pressed: true }
}

/** The system took the finger away. */
export function cancel(presses: Presses, pointerId: number): Presses {
  return presses.held?.pointerId === pointerId ? { ...presses, held: null } : presses
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
