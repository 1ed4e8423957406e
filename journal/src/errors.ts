const SENTENCES = {
  'database.binding':
    'No SQLite can be loaded: neither the npm module sqlite3 nor node:sqlite, which Node 24 has.',
  'database.thread': 'The thread of a database has ended.',
  'database.open': 'The database file cannot be opened.',
  'database.pragma': 'The database does not keep the durability settings it was given.',
  'database.damaged': 'A page of the database file is not as SQLite wrote it.',
  'database.newer': 'The database was written by a newer release.',
  'journal.failed': 'The journal could not commit and takes nothing until it is reopened.',
  'journal.closed': 'The journal is closed.',
  'journal.locked': 'Another process holds this journal.',
  'journal.noFacts': 'An append needs at least one fact.',
  'journal.tooLarge': 'An append is larger than the journal takes at once.',
  'journal.notJson': 'A fact or an answer has no JSON form.',
  'journal.badClock': 'The clock did not give whole milliseconds.',
  'journal.duplicateCommand': 'This command has been journaled already; recall its answer instead.',
  'journal.pruned': 'These facts are no longer kept.',
  'journal.gap': 'The numbers on disk have a gap; the file is damaged.',
  'journal.factUnreadable': 'A fact on disk cannot be read; the file is damaged.',
  'journal.unknownFact': 'A fact is of a type that this release does not know; a newer one wrote it.',
  'journal.snapshotUnreadable': 'No snapshot can be read and the facts under them are no longer kept.',
  'journal.snapshotAhead': 'A snapshot cannot cover facts that are not committed.',
  'journal.snapshotSchema': 'No snapshot can be read by this release and its facts are no longer kept.',
} as const

export type JournalErrorCode = keyof typeof SENTENCES

/** Every error this room makes itself: a stable `code`, a sentence, and the cause where there is one. */
export class JournalError extends Error {
  readonly code: JournalErrorCode

  constructor(code: JournalErrorCode, detail?: string, cause?: unknown) {
    const sentence = SENTENCES[code]
    super(detail === undefined ? sentence : `${sentence} (${detail})`, cause === undefined ? {} : { cause })
    this.name = 'JournalError'
    this.code = code
  }
}

/**
 * A commit failed: what was not yet acknowledged is refused, and so is everything until `reopen()`.
 * `cause` is the driver's error, for example `SQLITE_FULL` or `SQLITE_IOERR`.
 */
export class JournalFailure extends JournalError {
  constructor(cause: unknown) {
    super('journal.failed', cause instanceof Error ? cause.message : String(cause), cause)
    this.name = 'JournalFailure'
  }
}
