import type { FlowEvent } from '../src/flow/state.ts'

/** What happens, in order: an event of the screen; so many ms pass; a finger taps what a CSS selector names. */
export type Happening = FlowEvent | number | { type: 'tap'; on: string }

/** The states of a page, by name: how each comes about. Each ends on its page. */
export type States = Readonly<Record<string, readonly Happening[]>>

export function isTap(one: Happening): one is Extract<Happening, { type: 'tap' }> {
  return typeof one === 'object' && one.type === 'tap'
}
