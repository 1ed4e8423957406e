import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TruthBench } from '../../../test/printer-truth.ts'
import type { FaultPoint, Verdict } from '../../../test/printer-truth.ts'
import { untilStatus } from '../../../test/until.ts'
import type { PrintOutcome } from './print-outcome.ts'
import type { PrinterProfile } from './printer-profile.ts'

/**
 * What the driver says against what the simulator put on paper, for every point at which a job can go wrong.
 * A false "printed" and a second whole paper are never allowed, nor an unmarked piece of a job that was not printed;
 * "unknown" only when all but the last part of the job was confirmed.
 */
type Point = FaultPoint & {
  outcomes: readonly PrintOutcome['outcome'][]
  onPaper?: PrintOutcome['onPaper']
  only?: readonly PrinterProfile[]
}

const KIOSKS = ['snbc', 'custom'] as const
const fault = (name: string, details: object = {}) => ({
  strike: ({ control }: TruthBench['rig']) => control.fault(name, details),
})
/** The document has some 560 bytes; its last part is handed over after 17 bytes of questions and start. */
const OFFSETS = [13, 200, 500] as const
const inTheMiddle = (name: string, what: string): Point[] =>
  OFFSETS.map((afterBytes) => ({
    name: `${what} after ${afterBytes} bytes`,
    ...fault(name, { afterBytes }),
    outcomes: ['notPrinted'],
  }))

const points: readonly Point[] = [
  { name: 'nothing happens', strike: async () => undefined, outcomes: ['printed'], onPaper: 'whole' },
  ...['paperOut', 'coverOpen', 'jam', 'hot'].map((name): Point => ({
    name: `there is ${name} before the job`,
    ...fault(name),
    outcomes: ['notPrinted'],
    onPaper: 'nothing',
  })),
  ...['paperOut', 'coverOpen', 'jam'].flatMap((name) =>
    [1, 14].map((line): Point => ({
      name: `there is ${name} at line ${line}`,
      ...fault(name, { line }),
      outcomes: ['notPrinted'],
      onPaper: 'atMostPart',
    })),
  ),
  {
    name: 'the head is hot at line 5 and cools down',
    ...fault('hot', { line: 5 }),
    meanwhile: async ({ printer, control }) => {
      await untilStatus(printer, ({ device }) => device === 'deviceBusy')
      await control.fault(null)
    },
    outcomes: ['printed'],
  },
  { name: 'the knife jams', ...fault('cutterJam'), outcomes: ['unknown'], onPaper: 'partOrWhole' },
  { name: 'the printer is silent', ...fault('silence'), outcomes: ['notPrinted'], onPaper: 'nothing' },
  ...inTheMiddle('silence', 'it falls silent'),
  ...inTheMiddle('deaf', 'it hears nothing'),
  ...inTheMiddle('powerCycle', 'its power is cut'),
  ...inTheMiddle('unplug', 'the cable goes').map((point): Point => ({ ...point, replug: true })),
  {
    name: 'the cable is out',
    strike: ({ pty }) => pty.unplug(),
    replug: true,
    outcomes: ['notPrinted'],
    onPaper: 'nothing',
  },
  ...[5, 30, 60].map((afterBytesOut): Point => ({
    name: `the cable goes after ${afterBytesOut} bytes of replies`,
    ...fault('unplug', { afterBytesOut }),
    replug: true,
    outcomes: ['printed', 'unknown', 'notPrinted'],
  })),
  ...['noise', 'duplicate', 'late'].map((name): Point => ({
    name: `there is ${name} on the line`,
    ...fault(name, { ms: 250 }),
    outcomes: ['printed', 'unknown', 'notPrinted'],
  })),
  { name: 'replies come byte by byte', ...fault('dribble'), outcomes: ['printed'] },
  {
    name: 'the paper before still lies in the exit',
    strike: async () => undefined,
    outcomes: ['printed'],
    only: KIOSKS,
  },
  { name: 'the exit is jammed', ...fault('presenterJam'), outcomes: ['notPrinted'], only: KIOSKS },
  { name: 'the bin is full', ...fault('binFull'), outcomes: ['printed', 'notPrinted'], only: KIOSKS },
]

const timing = { answerMs: 400, proofMs: 300, longestProofMs: 900, pollMs: 300, settleMs: 1_000 }

const PROFILES = ['epson', 'clone', 'snbc', 'custom'] as const
const pointsOf = (profile: PrinterProfile) =>
  points.filter(({ only }) => only === undefined || only.includes(profile))

/** So many printers of a profile, each for some points, one after the other; all printers run side by side. */
const LANES = 3

async function tryAll(profile: PrinterProfile, onEnd: (end: () => Promise<void>) => void) {
  const verdicts = new Map<string, Verdict>()
  const left = [...pointsOf(profile)]
  const lane = async () => {
    const bench = await TruthBench.start(profile, { timing, backOffMs: [50, 100, 200] }, onEnd)
    for (let point = left.shift(); point; point = left.shift())
      verdicts.set(point.name, await bench.run(point))
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return verdicts
}

const endings: (() => Promise<void>)[] = []
const tried = new Map<PrinterProfile, Map<string, Verdict>>()

beforeAll(async () => {
  const all = PROFILES.map(async (profile) => {
    tried.set(profile, await tryAll(profile, (end) => endings.push(end)))
  })
  await Promise.all(all)
}, 120_000)

afterAll(async () => {
  for (const end of endings.reverse()) await end()
})

describe.each(PROFILES)('%s', (profile) => {
  test.each(pointsOf(profile))('tells the truth when $name', ({ name, outcomes, onPaper }) => {
    const verdict = tried.get(profile)?.get(name)
    expect(verdict).toMatchObject({
      falsePrinted: false,
      duplicate: false,
      unknownOutsideWindow: false,
      complaints: [],
      setbacks: [],
    })
    expect(outcomes).toContain(verdict!.outcome.outcome)
    if (onPaper) expect(verdict!.outcome.onPaper).toBe(onPaper)
  })
})
