import type { Refusal } from '@service-hall/contract'

/** Thrown by what is written beside facts, in their transaction: the command is refused after all, and nothing is written. */
export class RefusedAlongside extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}
