import { pause } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'
import type { PaymentSystems } from '../systems.ts'

/**
 * Yields after each of these waits, ms; with `forEver` the last one repeats. Ends when the server does: whoever asks again
 * after a restart begins with what the journal says.
 */
export async function* atWaits(
  { clock, payments }: { clock: Clock; payments: Pick<PaymentSystems, 'stopping'> },
  waits: readonly number[],
  { forEver = false }: { forEver?: boolean } = {},
): AsyncGenerator<void> {
  const { stopping } = payments
  for (let turn = 0; turn < waits.length || (forEver && waits.length > 0); turn += 1) {
    const ms = waits[Math.min(turn, waits.length - 1)] ?? 0
    if (ms > 0) await pause(clock, ms, stopping)
    if (stopping.aborted) return
    yield
  }
}
