import { createPrinter } from '../src/device/printer/printer.ts'
import type { PrinterConfig } from '../src/device/printer/printer.ts'
import type { PrinterProfile, PrinterTiming } from '../src/device/printer/printer-profile.ts'
import type { PaperWidth } from '../src/paper/document.ts'
import { ticketPaper } from '../src/paper/ticket.ts'
import { startSimulator } from './simulator.ts'
import type { SimulatorOptions } from './simulator.ts'
import { untilOnline } from './until.ts'

type Wanted = {
  profile?: PrinterProfile
  width?: PaperWidth
  timing?: Partial<PrinterTiming>
  simulator?: SimulatorOptions
  /** Waits before a lost line is opened again, ms. */
  backOffMs?: readonly number[]
  more?: Partial<PrinterConfig>
}

/** A driver, its simulator and the line between them. */
export type PrinterRig = Awaited<ReturnType<typeof aPrinter>>

/** Deadlines that make faults show soon. */
export const soon: Partial<PrinterTiming> = {
  answerMs: 700,
  proofMs: 500,
  longestProofMs: 1_500,
  pollMs: 300,
}

/** A driver on a real pseudo-terminal with a simulated printer, a process of its own, at the other end; online. */
export async function aPrinter(wanted: Wanted, onEnd: (end: () => Promise<void>) => void) {
  const { profile = 'epson', width = 80, timing = soon, backOffMs, more } = wanted
  const simulator = await startSimulator('printer', { profile: `${profile}-${width}`, ...wanted.simulator })
  onEnd(() => simulator.stop())
  const pty = await simulator.pty()
  const link = { url: pty.url, baud: 115_200 }
  const printer = createPrinter(
    { id: 'printer', profile, link, timing, ...more },
    backOffMs ? { backOffMs } : {},
  )
  onEnd(() => printer.stop())
  printer.start()
  await untilOnline(printer)
  return { printer, simulator, pty, control: simulator.control }
}

/** A ticket that ends with the words LAST LINE. */
export function aTicket(number: string, width: PaperWidth = 80) {
  return ticketPaper({
    width,
    hall: { zh: '城东供电营业厅', en: 'East City Service Hall' },
    service: { zh: '电费缴纳', en: 'Bill payment' },
    number,
    ahead: 3,
    time: '2026-01-05 10:15',
    qr: `https://hall.example/t/${number}`,
    notes: [{ zh: '谢谢', en: 'LAST LINE' }],
  })
}
