import type { PaperDocument, PaperWidth, PrintOutcome } from '@service-hall/drivers'
import type { PaperOutcome } from '@service-hall/contract'
import { within } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { Ports } from '../ports.ts'
import type { PaymentFact, PaymentPaperKind } from './facts.ts'
import type { KeptOrder, KeptOrders } from './state.ts'

type Started = Extract<PaymentFact, { type: 'PaymentPaperStarted' }>
type Ended = Extract<PaymentFact, { type: 'PaymentPaperEnded' }>

export type PaymentPrinter = {
  width: PaperWidth
  print: (document: PaperDocument, job: { jobId: string }) => Promise<PrintOutcome>
}

/** A driver has its own, shorter deadlines, ms. */
const LONGEST_PRINT_MS = 60_000

/** The facts by which a paper is begun; none: it is printed already or being printed, or there is no printer. */
export function paperStarts(
  order: KeptOrder,
  paper: PaymentPaperKind,
  { again }: { again: boolean },
): Started[] {
  const before = order.papers[paper]
  if (before?.outcome === 'printing' || (before && !again) || !order.paidFor) return []
  return [{ type: 'PaymentPaperStarted', orderId: order.orderId, paper, attempt: (before?.attempt ?? 0) + 1 }]
}

/** What was in the printer's hands when the program ended. */
export function lostPapers(orders: KeptOrders): Ended[] {
  return Object.values(orders).flatMap(({ orderId, papers }) =>
    (Object.entries(papers) as [PaymentPaperKind, { attempt: number; outcome: string }][]).flatMap(
      ([paper, { attempt, outcome }]) =>
        outcome === 'printing' ? [ended({ orderId, paper, attempt }, 'unknown', 'agentRestarted')] : [],
    ),
  )
}

/** Carries out a paper whose intention is on disk. Never rejects. */
export async function printPaper(
  started: Started,
  tools: { printer: PaymentPrinter | undefined; clock: Clock; log: Log },
  document: (width: PaperWidth) => PaperDocument | null,
): Promise<Ended> {
  const { printer, clock, log } = tools
  const made = printer && document(printer.width)
  if (!printer || !made) return ended(started, 'notPrinted', 'noPrinter')
  const jobId = `${started.orderId}/${started.paper}/${started.attempt}`
  const printed = await within(clock, LONGEST_PRINT_MS, printer.print(made, { jobId }), 'late' as const)
  const { outcome, evidence } =
    printed === 'late' ? { outcome: 'unknown' as const, evidence: 'noAnswer' } : printed
  log.info('payment.paper', { order: started.orderId, paper: started.paper, outcome, evidence })
  return ended(started, outcome, evidence)
}

function ended(
  { orderId, paper, attempt }: Omit<Started, 'type'>,
  outcome: PaperOutcome,
  evidence: string,
): Ended {
  return { type: 'PaymentPaperEnded', orderId, paper, attempt, outcome, evidence: evidence.slice(0, 60) }
}

/** Whether there is a printer that has paper, as far as it has been heard of: at a start nothing is wrong yet. */
export function canPrint(devices: Ports['devices']): boolean {
  const state = devices.ofKind('printer')[0]?.state
  if (state?.device === 'starting') return true
  return state?.device === 'online' && state.paper !== 'out' && state.paper !== 'jammed'
}
