import { createPrinter } from '../../src/device/printer/printer.ts'
import type { PrintOutcome } from '../../src/device/printer/print-outcome.ts'
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

const head = (n: number) => `Ticket <${n}>`
/** On a paper that the driver took back; a ticket with it is worth nothing. */
const VOID_WORD = 'VOID'
const foot = (n: number) => `End <${n}>`

const ticket = (n: number): PaperDocument => ({
  width: 80,
  items: [{ type: 'text', text: head(n) }, { type: 'text', text: foot(n) }, { type: 'cut' }],
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
          const told = await device.print(ticket(n), { jobId: `job-${process.pid}-${n}` })
          const { outcome, error } = told
          if (outcome === 'printed') return { ok: true }
          return { ok: false, code: outcome === 'unknown' ? outcome : (error?.code ?? outcome), value: told }
        },
      }
    },
    async oracle({ n, said, control }) {
      const papers = (await control.ask({ get: 'papers' })) as SimulatedPaper[]
      const begun = papers.filter(({ text }) => text.includes(head(n))).length
      const whole = papers.filter(({ text }) => text.includes(foot(n)) && !text.includes(VOID_WORD)).length
      if (begun > 1) return `ticket ${n} came out ${begun} times`
      if (said.ok) return whole === 1 ? undefined : `ticket ${n} was told as printed and is not on paper`
      if (said.value === undefined) return undefined
      const { outcome, onPaper } = said.value as PrintOutcome
      if (outcome === 'notPrinted' && whole > 0) return `ticket ${n} was told as not printed and is on paper`
      if (onPaper === 'nothing' && begun > 0) return `something of ticket ${n} is on paper, not nothing`
      if (onPaper === 'atMostPart' && whole > 0) return `all of ticket ${n} is on paper, not a part`
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

export const entries = [printer('epson'), printer('clone'), printer('snbc'), printer('custom')]
