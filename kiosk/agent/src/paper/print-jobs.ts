import type { HallConfig } from '@service-hall/contract'
import type { PaperDocument, PaperWidth, PrintOutcome } from '@service-hall/drivers'
import { within } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { PaperFact } from './facts.ts'
import { ticketDocument } from './ticket-document.ts'
import type { PaperResult } from './ticket.ts'

type PrintStarted = Extract<PaperFact, { type: 'PrintStarted' }>

/** The station's printer, as far as tickets concern it. */
export type TicketPrinter = {
  width: PaperWidth
  print: (document: PaperDocument, job: { jobId: string }) => Promise<PrintOutcome>
}

export type PrintJobsOptions = {
  clock: Clock
  log: Log
  printer: () => TicketPrinter | undefined
  config: () => HallConfig | null
  /** Resolves soon, when letters that the printer lacks have been drawn or are not to be waited for. */
  lettersReady?: () => Promise<void>
  /** Called once per started print, and again for each `repeat`, until `forget`. */
  onResult: (result: PaperResult) => void
}

/** A driver has its own, shorter deadlines; this one keeps a customer from standing before a hung program. */
const LONGEST_PRINT_MS = 60_000

/** Carries out prints whose intention is on disk, each once, and keeps the outcome until that is on disk too. */
export class PrintJobs {
  readonly #options: PrintJobsOptions
  readonly #running = new Set<string>()
  readonly #results = new Map<string, PaperResult>()

  constructor(options: PrintJobsOptions) {
    this.#options = options
  }

  /** Whether this program still knows, or will know, what became of a print. */
  has({ ticketId, attempt }: { ticketId: string; attempt: number }): boolean {
    const key = keyOf(ticketId, attempt)
    return this.#running.has(key) || this.#results.has(key)
  }

  start(fact: PrintStarted): void {
    const key = keyOf(fact.ticketId, fact.attempt)
    if (this.#running.has(key)) return
    this.#running.add(key)
    this.#run(fact).then(
      (result) => this.#ended(key, result),
      (cause: unknown) => {
        this.#options.log.error('print.failed', cause, { ticket: fact.ticketId, attempt: fact.attempt })
        this.#ended(key, { ...idsOf(fact), outcome: 'unknown', evidence: 'softwareError' })
      },
    )
  }

  /** The outcome is on disk. */
  forget({ ticketId, attempt }: { ticketId: string; attempt: number }): void {
    this.#results.delete(keyOf(ticketId, attempt))
  }

  /** Tells the outcomes again that are not on disk yet. */
  repeat(): void {
    for (const result of [...this.#results.values()]) this.#options.onResult(result)
  }

  async #run(fact: PrintStarted): Promise<PaperResult> {
    const { clock, log, config: getConfig, lettersReady } = this.#options
    await lettersReady?.()
    const printer = this.#options.printer()
    const config = getConfig()
    if (printer === undefined || config === null) {
      return { ...idsOf(fact), outcome: 'notPrinted', evidence: 'noPrinter' }
    }
    const document = ticketDocument(fact, config, printer.width)
    const jobId = keyOf(fact.ticketId, fact.attempt)
    log.info('print.started', { ticket: fact.ticketId, attempt: fact.attempt })
    const startedAt = clock.monotonic()
    const printed = await within(clock, LONGEST_PRINT_MS, printer.print(document, { jobId }), 'late' as const)
    if (printed === 'late') return { ...idsOf(fact), outcome: 'unknown', evidence: 'noAnswer' }
    const { outcome, evidence, onPaper, error, warnings, lastByteAt, wireMs, mechanismMs } = printed
    log.info('print.ended', {
      ticket: fact.ticketId,
      attempt: fact.attempt,
      outcome,
      evidence,
      onPaper,
      error: error?.code,
      warnings: warnings.length,
      ms: Math.round(clock.monotonic() - startedAt),
      lastByteAt,
      wireMs: Math.round(wireMs),
      mechanismMs: Math.round(mechanismMs),
    })
    return { ...idsOf(fact), outcome, evidence: outcome === 'printed' ? evidence : evidenceOf(printed) }
  }

  #ended(key: string, result: PaperResult): void {
    this.#running.delete(key)
    this.#results.set(key, result)
    this.#options.onResult(result)
  }
}

/** What staff read before they decide on a reprint: the cause, and whether the customer may hold a piece of it. */
function evidenceOf({ error, evidence, onPaper }: PrintOutcome): string {
  const cause = error?.code ?? evidence
  return onPaper === 'atMostPart' ? `${cause}, part on paper` : cause
}

function keyOf(ticketId: string, attempt: number): string {
  return `${ticketId}/${attempt}`
}

function idsOf({ ticketId, attempt }: PrintStarted): { ticketId: string; attempt: number } {
  return { ticketId, attempt }
}
