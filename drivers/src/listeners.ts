/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void

/** What is done with an exception thrown by somebody else's listener. */
export type ReportBug = (error: unknown) => void

/** Prints the bug and lives on: a listener that throws must never stop a device. */
export const reportToConsole: ReportBug = (error) => console.error('A device listener threw:', error)

/** A set of listeners in which one that throws does not keep the others from hearing. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>()
  readonly #reportBug: ReportBug

  constructor(reportBug: ReportBug = reportToConsole) {
    this.#reportBug = reportBug
  }

  add(listener: (value: T) => void): Unsubscribe {
    const own = (value: T) => listener(value)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value)
      } catch (error) {
        this.#reportBug(error)
      }
    }
  }
}
