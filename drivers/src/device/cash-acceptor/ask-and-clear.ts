import type { Exchange, Question, TalkCounters } from '../common/exchange.ts'

/**
 * Asks on a shared line whose answers do not name their sender. When an answer was missed it may still come, and would
 * be taken for that of whoever speaks next: so the marker is asked before the word is passed on, and all that comes
 * before its answer is thrown away.
 */
export async function askAndClear<Reply, T>(
  exchange: Exchange<Reply>,
  question: Question<Reply, T>,
  marker: Question<Reply, unknown>,
  counters: TalkCounters,
): Promise<T | undefined> {
  return exchange.turn(async (turn) => {
    const missedBefore = counters.timeouts
    const value = await turn.ask(question)
    if (counters.timeouts > missedBefore) await turn.ask(marker)
    return value
  })
}
