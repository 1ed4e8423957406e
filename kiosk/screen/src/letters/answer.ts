import type { KioskView, ScreenIntent } from '@service-hall/contract'
import { LETTERS_AT_ONCE } from '@service-hall/contract'

/** Draws a letter of 24 × 24 dots, in base64 as the agent takes it; null when no font here has it. */
export type DrawLetter = (letter: string) => string | null

/** What the agent is answered that asks for letters; null when it asks for none. */
export function letterAnswer({ letters = [] }: KioskView, draw: DrawLetter): ScreenIntent | null {
  if (letters.length === 0) return null
  const drawn = letters.slice(0, LETTERS_AT_ONCE).map((letter) => ({ letter, dots: draw(letter) }))
  return { type: 'letters', drawn }
}
