import { join } from 'node:path'
import type { Fact } from '@service-hall/contract'
import { stateFold } from '@service-hall/hall-server/state'
import { inRoot } from '@service-hall/harness/paths'
import { JournalError, readJournal } from '@service-hall/journal'
import type { JournalReader } from '@service-hall/journal'

/** What a person gave us that cannot be shown: a sentence for them, no stack. */
export class Unshowable extends Error {}

/** Opens the journal in a hall's data folder (from the repository's root) for reading, also beside a running server. */
export async function readHallJournal(data: string): Promise<JournalReader<Fact>> {
  const path = join(inRoot(data), 'journal.sqlite')
  return readJournal<Fact>({ path }).catch((error: unknown) => {
    if (!(error instanceof JournalError)) throw error
    throw new Unshowable(`There is no journal to read at ${path}: ${error.message}`)
  })
}

/** Time zone of the hall; undefined while it is not configured. */
export async function timeZoneOf(journal: JournalReader<Fact>): Promise<string | undefined> {
  return (await journal.restore(stateFold)).state.view.config?.hall.timeZone
}
