import { families } from '../simulators/printer/family.ts'
import { Machine } from '../simulators/printer/machine.ts'
import type { PrintOutcome } from '../src/device/printer/print-outcome.ts'
import type { PrinterProfile } from '../src/device/printer/printer-profile.ts'
import { composePaper } from '../src/paper/compose.ts'
import type { PaperWidth } from '../src/paper/document.ts'
import { VOID_WORDS } from '../src/device/printer/void-mark.ts'
import { aPrinter, aTicket } from './a-printer.ts'
import type { PrinterRig } from './a-printer.ts'
import { within, systemClock } from '../src/clock.ts'
import { untilOnline } from './until.ts'

/** A point at which a job can go wrong. */
export type FaultPoint = {
  name: string
  /** Brings the fault, or sets it to strike in the middle of the job. */
  strike: (rig: PrinterRig) => Promise<unknown>
  /** The fault takes the cable away; the cure puts it back. */
  replug?: true
  /** The fault makes other bytes of what the printer gets, so that what it prints, a void mark too, may be anything. */
  scrambles?: true
  /** Ends or changes the fault while the job is under way. */
  meanwhile?: (rig: PrinterRig, over: Promise<unknown>) => Promise<unknown>
}

/** What the driver said of one job beside what came out of the simulated printer. */
export type Verdict = {
  outcome: PrintOutcome
  /** Whole papers of the job before anybody asked for it again, and after. */
  wholeAtFirst: number
  wholeInAll: number
  /** "Printed" with no whole paper, for the job, its reprint or the next job. */
  falsePrinted: boolean
  /** Two whole papers of one job. */
  duplicate: boolean
  /** "Unknown" although the printer had not yet confirmed what comes before the last byte. */
  unknownOutsideWindow: boolean
  /** What else was untrue, in sentences. */
  complaints: string[]
  /** What did not work at once after the cure, in sentences; no lie, but no good either. */
  setbacks: string[]
}

type State = { answered: number; connections: number }
type TruthPaper = { text: string; fate: string }

const RECOVERY_MS = 20_000
const ATTEMPTS = 3

/** A printer on a real pseudo-terminal, whose every job is compared with the simulator's own record of papers. */
export class TruthBench {
  readonly rig: PrinterRig
  readonly #width: PaperWidth
  #jobs = 0

  static async start(
    profile: PrinterProfile,
    { width = 80, ...wanted }: Omit<Parameters<typeof aPrinter>[0], 'profile'>,
    onEnd: (end: () => Promise<void>) => void,
  ): Promise<TruthBench> {
    return new TruthBench(await aPrinter({ profile, width, ...wanted }, onEnd), width)
  }

  private constructor(rig: PrinterRig, width: PaperWidth) {
    this.rig = rig
    this.#width = width
  }

  /** Prints one job under a fault, cures it, asks for the job again, prints another, and judges. */
  async run(point: FaultPoint): Promise<Verdict> {
    this.#jobs += 1
    const number = `A${String(this.#jobs).padStart(4, '0')}`
    const next = `B${String(this.#jobs).padStart(4, '0')}`
    await this.#papers()
    const before = await this.#state()
    await point.strike(this.rig)
    const printing = this.#print(number)
    await point.meanwhile?.(this.rig, printing)
    const outcome = await printing
    const { answered } = await this.#state()
    await this.#cure(point)
    const atFirst = await this.#papers()

    const again = await this.#printWhenWell(number)
    const after = await this.#printWhenWell(next)
    const all = [...atFirst, ...(await this.#papers())]
    const wholeAtFirst = this.#whole(atFirst, number)
    const wholeInAll = this.#whole(all, number)
    const setbacks = [again, after].flatMap(({ jobId, outcome: what, error }) =>
      what === 'notPrinted' ? [`${jobId} was not printed after the cure: ${error?.code}`] : [],
    )
    const complaints = [
      ...(outcome.outcome === 'notPrinted' && wholeAtFirst > 0 ? ['whole after notPrinted'] : []),
      ...(outcome.onPaper === 'nothing' && atFirst.some(({ text }) => text.includes(number))
        ? ['a mark after nothing']
        : []),
      ...(all.some(({ text }) => text.includes(number) && text.includes(next))
        ? ['two jobs on one paper']
        : []),
      ...(point.scrambles ? [] : this.#unmarked(all, number)),
    ]
    const isFalse =
      (outcome.outcome === 'printed' && wholeAtFirst < 1) ||
      (again.outcome === 'printed' && wholeInAll < 1) ||
      (after.outcome === 'printed' && this.#whole(all, next) < 1)
    return {
      outcome,
      wholeAtFirst,
      wholeInAll,
      falsePrinted: isFalse,
      duplicate: wholeInAll > 1 || this.#whole(all, next) > 1,
      unknownOutsideWindow:
        outcome.outcome === 'unknown' && (outcome.lastByteAt === undefined || answered <= before.answered),
      complaints,
      setbacks,
    }
  }

  /** The text of a whole paper, by a printer that nothing ever happens to. */
  wholeText(number: string): string {
    const family = families['epson']
    if (!family) throw new Error('there is no such family')
    const machine = new Machine(family, this.#width === 58 ? 32 : 48, 0, () => undefined)
    machine.receive(composePaper(aTicket(number, this.#width)).bytes)
    return machine.papers.all[0]?.text.trimEnd() ?? ''
  }

  #print(number: string): Promise<PrintOutcome> {
    return this.rig.printer.print(aTicket(number, this.#width), { jobId: number })
  }

  /** As anybody prints who is told that a job was not printed: again, a few times; a machine at its limit may be slow. */
  async #printWhenWell(number: string): Promise<PrintOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#print(number)
      if (outcome.outcome !== 'notPrinted' || attempt === ATTEMPTS) return outcome
      await within(systemClock, RECOVERY_MS, untilOnline(this.rig.printer), undefined)
    }
  }

  #whole(papers: readonly TruthPaper[], number: string): number {
    const whole = this.wholeText(number)
    return papers.filter(({ text }) => text.trimEnd() === whole).length
  }

  /** Pieces of the job that reached the customer and could be taken for a ticket. */
  #unmarked(papers: readonly TruthPaper[], number: string): string[] {
    const whole = this.wholeText(number)
    const pieces = papers.filter(({ text }) => text.includes(number) && text.trimEnd() !== whole)
    return pieces
      .filter(({ text }) => !text.includes(VOID_WORDS))
      .map(({ text }) => `unmarked piece:\n${text}`)
  }

  async #cure({ replug }: FaultPoint): Promise<void> {
    const { rig } = this
    await rig.control.fault(null)
    if (replug) await rig.pty.plug()
    const isBack = untilOnline(rig.printer).then(() => true)
    if (!(await within(systemClock, RECOVERY_MS, isBack, false))) {
      throw new Error(`the printer did not come back: ${JSON.stringify(rig.printer.status)}`)
    }
  }

  async #papers(): Promise<TruthPaper[]> {
    return (await this.rig.control.ask({ get: 'papers', forget: true })) as TruthPaper[]
  }

  async #state(): Promise<State> {
    return (await this.rig.control.ask({ get: 'state' })) as State
  }
}
