import { createPrinter } from '../../src/device/printer/printer.ts'
import type { PrinterProfile, PrinterTiming } from '../../src/device/printer/printer-profile.ts'
import type { PaperDocument } from '../../src/paper/document.ts'
import type { SimulatedPaper } from '../simulator.ts'
import type { MatrixEntry } from './harness/entry.ts'

/** Deadlines that make faults show soon. */
const timing: Partial<PrinterTiming> = {
  answerMs: 300,
  settleMs: 500,
  proofMs: 300,
  longestProofMs: 900,
  pollMs: 500,
}

const words = (n: number) => `Ticket <${n}>`

const ticket = (n: number): PaperDocument => ({
  width: 80,
  items: [{ type: 'text', text: words(n) }, { type: 'cut' }],
})

/** A short ticket: status asked, document, proof. */
function printer(profile: PrinterProfile): MatrixEntry {
  return {
    title: `printer ${profile}`,
    simulator: { name: 'printer', options: { profile: `${profile}-80`, stepMs: 1 } },
    answerMs: timing.answerMs ?? 0,
    drive(url, surroundings) {
      const link = { url, baud: 115_200 }
      const device = createPrinter({ id: 'printer', profile, link, timing }, surroundings)
      return {
        device,
        async probe(n) {
          const { outcome, error } = await device.print(ticket(n), { jobId: `job-${process.pid}-${n}` })
          if (outcome === 'printed') return { ok: true }
          return {
            ok: false,
            code: outcome === 'unknown' ? outcome : (error?.code ?? outcome),
            value: outcome,
          }
        },
      }
    },
    async oracle({ n, said, control }) {
      const papers = (await control.ask({ get: 'papers' })) as SimulatedPaper[]
      const printed = papers.filter(({ text }) => text.includes(words(n))).length
      if (printed > 1) return `ticket ${n} came out ${printed} times`
      if (said.ok && printed === 0) return `ticket ${n} was told as printed and is not on paper`
      if (!said.ok && said.value === 'notPrinted' && printed > 0)
        return `ticket ${n} was told as not printed and is on paper`
      return undefined
    },
    busy: { fault: 'hot' },
    without: {
      nakOnce: 'its protocol has no NAK',
      nakForEver: 'its protocol has no NAK',
      badCheckOnce: 'its protocol has no checksum',
      badCheckForEver: 'its protocol has no checksum',
      overLong: 'its replies carry no length',
    },
  }
}

export const entries = [printer('epson'), printer('clone')]
