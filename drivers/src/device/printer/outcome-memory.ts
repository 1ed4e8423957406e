import type { PrintOutcome } from './print-outcome.ts'

const KEPT = 128

/** Remembers the last jobs, so that asking for the same one twice never makes two papers. */
export class OutcomeMemory {
  readonly #outcomes = new Map<string, Promise<PrintOutcome>>()

  /** The outcome of this job if it is under way or may be on paper, else what `print` makes of it now. */
  once(jobId: string, print: () => Promise<PrintOutcome>): Promise<PrintOutcome> {
    const known = this.#outcomes.get(jobId)
    if (known) return known
    const outcome = print().then((result) => {
      if (result.outcome === 'notPrinted') this.#outcomes.delete(jobId)
      return result
    })
    this.#outcomes.set(jobId, outcome)
    const oldest = this.#outcomes.keys().next()
    if (this.#outcomes.size > KEPT && !oldest.done) this.#outcomes.delete(oldest.value)
    return outcome
  }
}
