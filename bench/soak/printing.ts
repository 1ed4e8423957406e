import { TruthBench } from '@service-hall/drivers/testing'
import type { Verdict } from '@service-hall/drivers/testing'
import { forkRandom, seededRandom } from '@service-hall/harness/random'
import type { Random } from '@service-hall/harness/random'
import { printFault } from './print-faults.ts'

export type PrintingOptions = {
  /** At least so many jobs. */
  jobs: number
  seed: number
  /** Printers side by side, each a process of its own behind a pseudo-terminal. */
  printers?: number
  say: (line: string) => void
}

export type PrintingResult = {
  jobs: number
  /** "Printed" without a whole paper. */
  falsePrinted: number
  /** Jobs with two whole papers. */
  duplicates: number
  /** "Unknown" although the printer had not confirmed all but the last part yet. */
  unknownOutsideWindow: number
}

const PROFILES = ['epson', 'clone', 'snbc', 'custom'] as const
const PRINTERS = 16
/** Deadlines in proportion to a simulator in the same machine, so that thousands of faults pass in minutes. */
const TIMING = { answerMs: 250, proofMs: 200, longestProofMs: 600, settleMs: 800, pollMs: 250 }
const BACK_OFF_MS = [20, 40, 80]
/** Jobs of one run: one under a fault, one after it. */
const JOBS_A_RUN = 2
const SAY_EVERY = 500

/**
 * Prints tickets under faults of every kind at every point, on printers of all profiles and both widths, and compares
 * what the driver said of each with the simulator's own record of what came out.
 */
export async function soakPrinting(options: PrintingOptions): Promise<PrintingResult & { isWell: boolean }> {
  const { jobs, seed, say, printers = PRINTERS } = options
  const random = seededRandom(seed)
  const result = { jobs: 0, falsePrinted: 0, duplicates: 0, unknownOutsideWindow: 0 }
  const outcomes = new Map<string, number>()
  const endings: (() => Promise<void>)[] = []
  let complaints = 0
  let begun = 0
  const note = (verdict: Verdict, where: string): void => {
    const { outcome, falsePrinted, duplicate, unknownOutsideWindow } = verdict
    const before = result.jobs
    result.jobs += JOBS_A_RUN
    result.falsePrinted += Number(falsePrinted)
    result.duplicates += Number(duplicate)
    result.unknownOutsideWindow += Number(unknownOutsideWindow)
    complaints += verdict.complaints.length
    outcomes.set(outcome.outcome, (outcomes.get(outcome.outcome) ?? 0) + 1)
    const isWrong = falsePrinted || duplicate || unknownOutsideWindow
    for (const wrong of verdict.complaints) say(`${where}: ${wrong}`)
    if (isWrong) say(`${where}: ${JSON.stringify(verdict)}`)
    if (Math.floor(before / SAY_EVERY) !== Math.floor(result.jobs / SAY_EVERY)) {
      say(`${result.jobs} jobs; under faults ${JSON.stringify(Object.fromEntries(outcomes))}`)
    }
  }
  try {
    await Promise.all(Array.from({ length: printers }, (_, index) => lane(index, forkRandom(random))))
  } finally {
    for (const end of endings.reverse()) await end()
  }
  const { falsePrinted, duplicates, unknownOutsideWindow } = result
  return { ...result, isWell: falsePrinted + duplicates + unknownOutsideWindow + complaints === 0 }

  async function lane(index: number, own: Random): Promise<void> {
    const profile = PROFILES[index % PROFILES.length] ?? 'epson'
    const width = Math.floor(index / PROFILES.length) % 2 === 0 ? 80 : 58
    const simulator = { stepMs: own.below(3), seed: own.below(2 ** 31) }
    const wanted = { width, simulator, timing: TIMING, backOffMs: BACK_OFF_MS } as const
    const bench = await TruthBench.start(profile, wanted, (end) => endings.push(end))
    while (begun < jobs) {
      begun += JOBS_A_RUN
      const point = printFault(own, profile === 'snbc' || profile === 'custom')
      note(await bench.run(point), `${profile}-${width} ${point.name}`)
    }
  }
}
