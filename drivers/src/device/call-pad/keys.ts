import type { CallPadKey, CallPadKeys } from './call-pad.ts'

/** Keys of a pad with 21 keys, as the `own` profile numbers them: digits as in ASCII, the others from 1 on. */
export const ownKeys: CallPadKeys = {
  1: 'next',
  2: 'recall',
  3: 'skip',
  4: 'transfer',
  5: 'finish',
  6: 'pause',
  7: 'resume',
  8: 'rate',
  9: 'signIn',
  10: 'signOut',
  13: 'enter',
  27: 'clear',
  48: 'digit0',
  49: 'digit1',
  50: 'digit2',
  51: 'digit3',
  52: 'digit4',
  53: 'digit5',
  54: 'digit6',
  55: 'digit7',
  56: 'digit8',
  57: 'digit9',
}

/** Keys of a numeric keypad with a serial line, which sends the letter on its cap; function keys as most are labelled. */
export const keypadKeys: CallPadKeys = {
  ...ownKeys,
  43: 'next', // +
  42: 'recall', // *
  45: 'skip', // -
  47: 'transfer', // /
  8: 'clear', // Backspace
}

const meanings: ReadonlySet<unknown> = new Set(Object.values(ownKeys))

/** Whether a configuration means a key by this. */
export function isCallPadKey(value: unknown): value is CallPadKey {
  return meanings.has(value)
}
