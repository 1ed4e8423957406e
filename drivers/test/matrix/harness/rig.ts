import type { DeviceStatus } from '../../../src/device/common/status.ts'
import { systemClock, within } from '../../../src/clock.ts'
import { startSimulator } from '../../simulator.ts'
import type { RunningSimulator } from '../../simulator.ts'
import type { Pty } from '../../pty.ts'
import { untilStatus } from '../../until.ts'
import type { Listed } from './entries.ts'
import type { Control, Driven, MatrixEntry, Said } from './entry.ts'
import { standingClock } from './standing-clock.ts'

/** A probe that does not settle within this time hangs, ms. */
const LONGEST_PROBE_MS = 20_000
/** A device that is not back within this time after the cure stays away, ms. */
const LONGEST_RECOVERY_MS = 15_000
/** Waits between attempts to open the line, instead of the usual quarter of a second and more. */
const backOffMs = [20, 40, 80]

type LineBytes = { bytesIn: number; bytesOut: number }
/** Bytes of one probe's request and reply, as the simulator counts them. */
export type Sizes = { request: number; reply: number }
/** How the device came back: milliseconds from the cure to the first probe that went well. */
export type Recovery = { recoveredMs: number } | { stayedAway: string }

/** A driver on a real pseudo-terminal with a simulator, a process of its own, at the other end. */
export class Rig {
  readonly file: string
  readonly entry: MatrixEntry
  /** What was seen to be wrong, in sentences. */
  readonly complaints: string[] = []
  simulator: RunningSimulator
  readonly pty: Pty
  readonly driven: Driven
  readonly clock = standingClock()
  #statuses: string[] = []
  #lastProbe = 0
  #stopped = true

  /** What one probe costs; learned from one that goes well. */
  sizes: Sizes = { request: 0, reply: 0 }

  static async start({ file, entry }: Listed): Promise<Rig> {
    const { name, options } = entry.simulator
    const simulator = await startSimulator(name, options)
    const rig = new Rig({ file, entry }, simulator, await simulator.pty())
    rig.startDriver()
    const start = await rig.recovered(performance.now())
    if ('stayedAway' in start)
      throw new Error(`${entry.title} does not work without any fault: ${start.stayedAway}`)
    rig.sizes = await rig.#learnSizes()
    return rig
  }

  private constructor({ file, entry }: Listed, simulator: RunningSimulator, pty: Pty) {
    this.file = file
    this.entry = entry
    this.simulator = simulator
    this.pty = pty
    const reportBug = (error: unknown) => this.complaints.push(`a listener threw: ${String(error)}`)
    this.driven = entry.drive(pty.url, { backOffMs, reportBug, clock: this.clock })
    this.driven.device.onStatus((status) => this.#statuses.push(wordsOf(status)))
  }

  get control(): Control {
    return this.simulator.control
  }

  startDriver(): void {
    if (this.#stopped) this.driven.device.start()
    this.#stopped = false
  }

  async stopDriver(): Promise<void> {
    this.#stopped = true
    await this.driven.device.stop()
  }

  async stop(): Promise<void> {
    await this.stopDriver()
    await this.pty.stop()
    await this.simulator.stop()
  }

  /** Words of every status since the last call. */
  takeStatuses(): string[] {
    const statuses = [...new Set(this.#statuses)]
    this.#statuses = []
    return statuses
  }

  fault(name: string, details: Record<string, unknown> = {}): Promise<unknown> {
    return this.control.ask({ fault: name, ...details })
  }

  /** Bytes that passed the simulator's end of the line. */
  async bytes(): Promise<LineBytes> {
    return (await this.control.ask({ get: 'line' })) as LineBytes
  }

  /** Sets the simulator up for the next probe and gives its number. */
  async prepare(): Promise<number> {
    this.#lastProbe += 1
    const n = this.#lastProbe
    await this.entry.prepare?.(n, this.control)
    return n
  }

  async probe(n: number): Promise<Said> {
    const hung: Said = { ok: false, seen: 'hung' }
    const asked = this.driven.probe(n, this.control).catch((error: unknown): Said => {
      this.complaints.push(`a probe rejected: ${String(error)}`)
      return { ok: false, seen: 'rejected' }
    })
    const said = await within(systemClock, LONGEST_PROBE_MS, asked, hung)
    if (said === hung) this.complaints.push(`a probe did not settle in ${LONGEST_PROBE_MS} ms`)
    return said
  }

  /** Asks the oracle; what it finds is added to the complaints. */
  async judge(n: number, said: Said): Promise<void> {
    const complaint = await this.entry.oracle({ n, said, control: this.control })
    if (complaint !== undefined) this.complaints.push(complaint)
  }

  /** Ends every fault of the simulator. */
  cure(): Promise<unknown> {
    return this.control.ask({ fault: null })
  }

  /** Cuts the power of the simulator. */
  async killSimulator(): Promise<void> {
    await this.simulator.kill()
    await this.pty.unplug()
  }

  /** Gives the simulator power again, under the same address; it has forgotten everything. */
  async reviveSimulator(): Promise<void> {
    const { port } = this.simulator
    const { name, options } = this.entry.simulator
    const terminal = this.pty
    this.simulator = await startSimulator(name, { ...options, port })
    await terminal.plug()
  }

  /** Waits until the device is online and a probe goes well; each probe on the way is judged too. */
  async recovered(from: number): Promise<Recovery> {
    const end = from + LONGEST_RECOVERY_MS
    const tried: { n: number; said: Said }[] = []
    for (;;) {
      const left = end - performance.now()
      const online = left > 0 && (await this.#online(left))
      if (!online)
        return { stayedAway: `not back after ${LONGEST_RECOVERY_MS} ms: ${this.#lastWords(tried)}` }
      const n = await this.prepare()
      const said = await this.probe(n)
      const recoveredMs = performance.now() - from
      tried.push({ n, said })
      if (!said.ok) continue
      for (const each of tried) await this.judge(each.n, each.said)
      return { recoveredMs }
    }
  }

  async #learnSizes(): Promise<Sizes> {
    const n = await this.prepare()
    const before = await this.bytes()
    const said = await this.probe(n)
    const after = await this.bytes()
    await this.judge(n, said)
    return { request: after.bytesIn - before.bytesIn, reply: after.bytesOut - before.bytesOut }
  }

  async #online(ms: number): Promise<boolean> {
    const online = untilStatus(this.driven.device, ({ device }) => device === 'online')
    return (await within(systemClock, ms, online, undefined)) !== undefined
  }

  #lastWords(tried: readonly { said: Said }[]): string {
    const last = tried.at(-1)?.said
    const said = last && !last.ok ? `, the last probe: ${'code' in last ? last.code : last.seen}` : ''
    return `${wordsOf(this.driven.device.status)}${said}`
  }
}

/** A status in one or two words, such as `offline/noAnswer`. */
export function wordsOf({ device, error }: DeviceStatus): string {
  return error ? `${device}/${error.code}` : device
}
