import { openDatabase } from './database.ts'
import type { AnyFact, Entry, Upcast } from './entry.ts'
import { firstNumber, lastNumber, lastNumberAt, replay } from './replay.ts'
import type { Range } from './replay.ts'
import { restore, restoreAt } from './restore.ts'
import type { Fold, Restored } from './restore.ts'

/** A look at a journal that another process may be writing. */
export type JournalReader<F> = {
  /** The first fact still kept; one past the last number when none is. */
  firstNumber(): Promise<number>
  /** The last fact ever committed; 0: none yet. */
  lastNumber(): Promise<number>
  /** The last fact recorded at or before a moment (epoch ms); 0: none that is kept. */
  lastNumberAt(moment: number): Promise<number>
  replay(range: Range): AsyncGenerator<Entry<F>>
  restore<S>(fold: Fold<S, F>): Promise<Restored<S>>
  /** Throws `journal.pruned` when the moment (epoch ms) is before everything kept. */
  restoreAt<S>(fold: Fold<S, F>, moment: number): Promise<Restored<S>>
  /** The state after fact `number`. Throws as `restore`. */
  restoreUpTo<S>(fold: Fold<S, F>, number: number): Promise<Restored<S>>
  close(): Promise<void>
}

/** Opens an existing journal for reading only, without its lock. Throws `database.open` when there is none. */
export async function readJournal<F extends AnyFact>(options: {
  path: string
  upcast?: Upcast<F>
}): Promise<JournalReader<F>> {
  const { path, upcast = (stored) => stored as F } = options
  const database = await openDatabase(path, { readOnly: true })
  return {
    firstNumber: () => firstNumber(database),
    lastNumber: () => lastNumber(database),
    lastNumberAt: (moment) => lastNumberAt(database, moment),
    replay: (range) => replay(database, range, upcast),
    restore: async (fold) => restore(database, fold, upcast, await lastNumber(database)),
    restoreAt: (fold, moment) => restoreAt(database, fold, upcast, moment),
    restoreUpTo: (fold, number) => restore(database, fold, upcast, number),
    close: () => database.close(),
  }
}
