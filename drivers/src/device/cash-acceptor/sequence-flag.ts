import type { Clock } from '../../clock.ts'
import type { Exchange, Question, TalkCounters } from '../common/exchange.ts'

const FOR_GOOD = 3_600_000

/**
 * Asks in a protocol whose answers carry the flag of their question: a repeat is answered with the same answer and not
 * carried out again, and a late answer never has the flag of the next question, so a miss needs no marker.
 */
export async function askFlagged<Reply, T>(
  exchange: Exchange<Reply>,
  { bytes, match, answerMs, tries = 1 }: Question<Reply, T>,
  clock: Clock,
  counters: TalkCounters,
): Promise<T | undefined> {
  return exchange.turn(async (turn) => {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      if (attempt > 1) counters.retries += 1
      const answer = turn.expect(match, FOR_GOOD)
      const sent = await turn.send(bytes)
      const cancel = clock.after(answerMs, answer.cancel)
      const value = await answer.promise
      cancel()
      if (value !== undefined) return value
      if (!sent.ok) return undefined
      counters.timeouts += 1
    }
    return undefined
  })
}
