/** Which invitations a pad may still answer; pure, so that the rule can be read and tested alone. */
export type RatingWindow = {
  open: number | undefined
  /** Closed invitations, newest last; `answered` once a key for it was told, rated or late. */
  closed: readonly { sequence: number; answered: boolean }[]
  lastKeyAt: number
}

/** What a key press means. */
export type KeyVerdict =
  | { kind: 'rated'; sequence: number }
  /** A key for an invitation that is over; `known` is false when this program never made it. */
  | { kind: 'late'; sequence: number; known: boolean }
  /** The same press told once more. */
  | { kind: 'repeat' }
  /** Too soon after another press to be meant. */
  | { kind: 'bounce' }

export const noInvitation: RatingWindow = { open: undefined, closed: [], lastKeyAt: Number.NEGATIVE_INFINITY }

const REMEMBERED = 64
const BOUNCE_MS = 200

/** A pad's frame has room for 16 bits of the sequence. */
export function onWire(sequence: number): number {
  return sequence & 0xffff
}

export function openWindow(window: RatingWindow, sequence: number): RatingWindow {
  return { ...closeWindow(window), open: sequence }
}

/** Closes the open invitation, if there is one. */
export function closeWindow(window: RatingWindow): RatingWindow {
  if (window.open === undefined) return window
  return { ...window, open: undefined, closed: remember(window.closed, window.open, false) }
}

/**
 * Judges a key that carries the 16-bit sequence `wire`, pressed at `at` (monotonic milliseconds). Only the open
 * invitation can be rated, and only once; everything else is late, a repeat, or a bounce within 200 ms.
 */
export function judgeKey(
  window: RatingWindow,
  wire: number,
  at: number,
): { window: RatingWindow; verdict: KeyVerdict } {
  const { open } = window
  if (open !== undefined && onWire(open) === wire) {
    if (at - window.lastKeyAt < BOUNCE_MS) return { window, verdict: { kind: 'bounce' } }
    const closed = remember(window.closed, open, true)
    return { window: { open: undefined, closed, lastKeyAt: at }, verdict: { kind: 'rated', sequence: open } }
  }
  const known = window.closed.findLast(({ sequence }) => onWire(sequence) === wire)
  if (known?.answered) return { window, verdict: { kind: 'repeat' } }
  const sequence = known?.sequence ?? wire
  const closed = window.closed.filter((one) => one !== known)
  return {
    window: { ...window, closed: remember(closed, sequence, true), lastKeyAt: at },
    verdict: { kind: 'late', sequence, known: known !== undefined },
  }
}

function remember(
  closed: RatingWindow['closed'],
  sequence: number,
  answered: boolean,
): RatingWindow['closed'] {
  return [...closed.slice(1 - REMEMBERED), { sequence, answered }]
}
