import type { PrinterFlags } from '../../frame/escpos-status.ts'

/** Waits between attempts, ms. Each may move the knife: when all are used up, an operator has to ask for more. */
const WAITS_MS = [1_000, 2_000, 3_000, 5_000, 5_000, 10_000, 10_000, 15_000, 30_000, 30_000, 60_000, 60_000]

/**
 * A printer whose knife or mechanism failed keeps the error, after its cause is gone too, until DLE ENQ tells it to
 * recover. Nothing tells that the cause is gone, so it is told now and then, and anew when the cover has been open.
 */
export class ErrorRecovery {
  #attempts = 0
  /** When it is next to be told, on the monotonic clock. */
  #dueAt: number | undefined

  hear(flags: PrinterFlags, now: number): void {
    const isAttended = flags.coverOpen || flags.paperEnd
    if (!isAttended && awaitsRecovery(flags)) {
      this.#dueAt ??= now + (WAITS_MS[this.#attempts] ?? Number.POSITIVE_INFINITY)
      return
    }
    this.#attempts = 0
    this.#dueAt = undefined
  }

  /** Whether it is time for an attempt, which is counted then. */
  take(now: number): boolean {
    if (this.#dueAt === undefined || now < this.#dueAt) return false
    this.#attempts += 1
    this.#dueAt = now + (WAITS_MS[this.#attempts] ?? Number.POSITIVE_INFINITY)
    return true
  }
}

/** Whether the printer shows an error that ends only when it is told to recover. */
export function awaitsRecovery(flags: PrinterFlags): boolean {
  const { cutterError, mechanicalError, paperJammed, mediaJammed, unrecoverableError } = flags
  return (cutterError || mechanicalError || paperJammed || mediaJammed) && !unrecoverableError
}
