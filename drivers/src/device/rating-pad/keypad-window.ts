/**
 * Which press of a keypad counts. Its bytes do not say which invitation they are for, so time must: presses count
 * while an invitation is open, not within a guard time after it was made, and not so soon after another byte that it
 * may be the same press bouncing or repeating. Pure; times are monotonic milliseconds.
 */
export type KeypadWindow = {
  readonly open: { readonly sequence: number; readonly since: number } | undefined
  readonly lastPressAt: number
}

export type PressVerdict =
  | { kind: 'rated'; sequence: number }
  /** Nobody was asked. */
  | { kind: 'uncalled' }
  /** The question came too late to be what was answered. */
  | { kind: 'tooSoon' }
  | { kind: 'bounce' }

export const closedKeypad: KeypadWindow = { open: undefined, lastPressAt: Number.NEGATIVE_INFINITY }

const BOUNCE_MS = 200

export function openKeypad(window: KeypadWindow, sequence: number, at: number): KeypadWindow {
  return { ...window, open: { sequence, since: at } }
}

export function closeKeypad(window: KeypadWindow): KeypadWindow {
  return { ...window, open: undefined }
}

/** Judges a press at `at`. A key that is held and repeats counts once at most, whenever windows open meanwhile. */
export function judgePress(
  window: KeypadWindow,
  at: number,
  guardMs: number,
): { window: KeypadWindow; verdict: PressVerdict } {
  const { open, lastPressAt } = window
  const pressed = { ...window, lastPressAt: at }
  if (at - lastPressAt < BOUNCE_MS) return { window: pressed, verdict: { kind: 'bounce' } }
  if (!open) return { window: pressed, verdict: { kind: 'uncalled' } }
  if (at - open.since < guardMs) return { window: pressed, verdict: { kind: 'tooSoon' } }
  return { window: closeKeypad(pressed), verdict: { kind: 'rated', sequence: open.sequence } }
}
