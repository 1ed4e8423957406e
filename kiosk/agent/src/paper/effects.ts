import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
import { papersDue, printEnded, resumed } from './decide.ts'
import { PrintJobs } from './print-jobs.ts'
import type { TicketPrinter } from './print-jobs.ts'

/** Prints what the facts say is to be printed, each attempt once, and records what became of it. */
export function paperEffects(ports: Ports): Effects {
  const { memory, hall, devices, letters, newId, clock, log } = ports
  const jobs = new PrintJobs({
    clock,
    log,
    printer: () => ticketPrinter(ports),
    config: () => hall.config,
    lettersReady: () => letters.settled(),
    onResult: (result) => memory.record(printEnded(memory.state, result, newId)),
  })

  /** The hall may wait for papers of this station. */
  function lookForPapers(): void {
    const { view, config, stationId } = hall
    if (view === null || config === null) return
    const hasPrinter = devices.ofKind('printer').length > 0
    const context = { newId, stationId, config, hasPrinter, now: hall.hallNow() }
    memory.record(papersDue(memory.state, view, context))
  }

  function reportLost(): void {
    for (const [ticketId, { attempt, outcome }] of Object.entries(memory.state.papers)) {
      if (outcome !== 'printing' || jobs.has({ ticketId, attempt })) continue
      const result = { ticketId, attempt, outcome: 'unknown', evidence: 'storageFailed' } as const
      memory.record(printEnded(memory.state, result, newId))
    }
  }

  return {
    start: () => memory.record(resumed(memory.state, newId)),
    committed: { PrintStarted: (fact) => jobs.start(fact), PrintEnded: (fact) => jobs.forget(fact) },
    restored() {
      jobs.repeat()
      reportLost()
      lookForPapers()
    },
    hallRead: lookForPapers,
    hallFollowed: (types) => types.has('TicketPaperResolved') && lookForPapers(),
  }
}

function ticketPrinter({ devices }: Ports): TicketPrinter | undefined {
  const [printer] = devices.ofKind('printer')
  return printer && { width: printer.config.paperWidth, print: printer.device.print.bind(printer.device) }
}
