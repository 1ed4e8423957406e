import { describe, expect, it, onTestFinished } from 'vitest'
import { aPrinter, aTicket } from '../../../test/a-printer.ts'
import type { SimulatedPaper } from '../../../test/simulator.ts'
import { untilOnline } from '../../../test/until.ts'
import { composePaper } from '../../paper/compose.ts'
import type { PrintOutcome } from './print-outcome.ts'

/**
 * What the driver says against what the simulator put on paper, for every point at which a job can go wrong.
 * A false "printed" and a second paper are never allowed, nor a mark on the paper after "notPrinted".
 */
type Rig = Awaited<ReturnType<typeof aPrinter>>
type Point = {
  name: string
  strike: (rig: Rig) => Promise<unknown>
  outcomes: readonly PrintOutcome['outcome'][]
  /** A cable fault is cured by plugging in again. */
  replug?: true
  /** The printer itself tells the fault, so no rest of the job may come out after the outcome. */
  final?: true
  /** Milliseconds per line: 1 prints faster than the line sends, 15 slower. */
  stepMs?: number
}

const at = (fault: string, afterBytes: number) => (rig: Rig) => rig.control.fault(fault, { afterBytes })
const paperOutAt = (line: number, stepMs = 1): Point => ({
  name: `the paper ends at line ${line} of a printer that takes ${stepMs} ms a line`,
  strike: (rig) => rig.control.fault('paperOut', { line }),
  outcomes: ['unknown'],
  final: true,
  stepMs,
})
/** Four questions, initialisation, automatic status. */
const bytesBeforeDocument = 12 + 2 + 3
/** The document has some 560 bytes. */
const offsets = [13, 100, 300, 500] as const

const points: readonly Point[] = [
  { name: 'nothing happens', strike: async () => undefined, outcomes: ['printed'] },
  { name: 'there is no paper', strike: (rig) => rig.control.fault('paperOut'), outcomes: ['notPrinted'] },
  { name: 'the cover is open', strike: (rig) => rig.control.fault('coverOpen'), outcomes: ['notPrinted'] },
  ...[1, 9, 14].map((line) => paperOutAt(line)),
  ...[5, 9, 16].map((line) => paperOutAt(line, 15)),
  { name: 'the knife jams', strike: (rig) => rig.control.fault('cutterJam'), outcomes: ['unknown'] },
  { name: 'the printer is silent', strike: (rig) => rig.control.fault('silence'), outcomes: ['notPrinted'] },
  ...offsets.map((offset): Point => ({
    name: `it falls silent after ${offset} bytes`,
    strike: at('silence', offset),
    outcomes: ['unknown'],
  })),
  ...offsets.map((offset): Point => ({
    name: `it hears nothing after ${offset} bytes`,
    strike: at('deaf', offset),
    outcomes: ['unknown'],
  })),
  {
    name: 'the cable is out',
    strike: (rig) => rig.pty.unplug(),
    outcomes: ['notPrinted'],
    replug: true,
  },
  ...offsets.map((offset): Point => ({
    name: `the cable goes after ${offset} bytes`,
    strike: at('unplug', offset),
    outcomes: ['unknown', 'notPrinted'],
    replug: true,
  })),
  {
    name: 'there is noise on the line',
    strike: (rig) => rig.control.fault('noise'),
    outcomes: ['printed', 'unknown', 'notPrinted'],
  },
  ...[100, 500].map((offset): Point => ({
    name: `noise begins after ${offset} bytes`,
    strike: at('noise', offset),
    outcomes: ['printed', 'unknown'],
  })),
]

describe.each(['epson', 'clone'] as const)('%s', (profile) => {
  it.concurrent.for(points)('tells the truth when $name', async (point, context) => {
    const { strike, outcomes, replug, final, stepMs = 1 } = point
    const rig = await aPrinter({ profile, simulator: { stepMs } }, (end) => context.onTestFinished(end))
    await strike(rig)
    const outcome = await rig.printer.print(aTicket('A012'), { jobId: 'faulty' })
    expect(outcomes).toContain(outcome.outcome)
    const wholeAtFault = await countWhole(rig)

    await rig.control.fault(null)
    if (replug) await rig.pty.plug()
    await untilOnline(rig.printer)
    expect(await rig.printer.print(aTicket('B777'), { jobId: 'next' })).toMatchObject({ outcome: 'printed' })

    const papers = await rig.control.papers()
    const marked = papers.filter(({ text, qr }) => /A012/.test(text + qr.join()))
    const whole = papers.filter(isWhole)
    const next = papers.filter(({ text }) => text.includes('B777'))
    if (outcome.outcome === 'printed') expect(whole).toHaveLength(1)
    if (outcome.outcome === 'notPrinted') expect(marked).toHaveLength(0)
    if (final) expect(whole).toHaveLength(wholeAtFault)
    if (outcome.onPaper === 'atMostPart') expect(whole).toHaveLength(0)
    expect(marked.length).toBeLessThanOrEqual(1)
    expect(next).toHaveLength(1)
    expect(next[0]!.text).not.toContain('A012')
    expect(next[0]!.text).toContain('LAST LINE')
  })
})

it('needs one try to bring a printer back whose cable went in the middle of a command', async () => {
  const rig = await aPrinter({ profile: 'clone' }, (end) => onTestFinished(end))
  const intoSymbol = composePaper(aTicket('A012')).bytes.indexOf('https://') + 2
  await rig.control.fault('unplug', { afterBytes: bytesBeforeDocument + intoSymbol })
  expect(await rig.printer.print(aTicket('A012'), { jobId: 'faulty' })).toMatchObject({ outcome: 'unknown' })
  await rig.control.fault(null)
  await rig.pty.plug()
  await untilOnline(rig.printer)
  expect(rig.printer.counters.faults.silent).toBeUndefined()
  expect(await rig.printer.print(aTicket('B777'), { jobId: 'next' })).toMatchObject({ outcome: 'printed' })
})

/** Whole papers of the faulty job, also one that still hangs in the printer. */
async function countWhole({ control }: Rig): Promise<number> {
  const { hanging } = (await control.state()) as { hanging: { text: string } }
  return [...(await control.papers()), hanging].filter(isWhole).length
}

function isWhole({ text }: Pick<SimulatedPaper, 'text'>): boolean {
  return text.includes('A012') && text.includes('LAST LINE')
}
