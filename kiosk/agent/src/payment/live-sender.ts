import type { Answer, Command } from '@service-hall/contract'
import { pause, reasonOf, within } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import { isAskedAgain } from '../outbox/transient.ts'
import type { Sender } from '../ports.ts'

const AGAIN_MS = 500
/** A hall asks its billing system before it answers; the line itself gives up before, and the same id is sent again. */
const LONGEST_MS = 15_000

/**
 * Sends a command that is kept in memory only, under its id, until it is answered or the time is over; null: no answer came,
 * and nobody knows whether the hall did it. For what must not lie on a disk, and for what nobody waits for after a restart.
 */
export async function sendLive(
  command: Command,
  { link, clock, log }: { link: Sender; clock: Clock; log: Log },
  signal: AbortSignal,
): Promise<Answer | null> {
  const until = clock.monotonic() + LONGEST_MS
  while (!signal.aborted && clock.monotonic() < until) {
    const left = until - clock.monotonic()
    const answer = await within(clock, left, link.send(command), null).catch((cause: unknown) => {
      log.warn('payment.noAnswer', { command: command.type, reason: reasonOf(cause) })
      return null
    })
    if (answer && (answer.ok || !isAskedAgain(answer.code))) return answer
    // The billing system is away: whoever asked hears of it soon.
    if (answer && !answer.ok && answer.code === 'payment.billingAway') return answer
    await pause(clock, AGAIN_MS, signal)
  }
  return null
}
