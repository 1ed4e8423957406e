import type { Device } from '../../../src/device/common/device.ts'
import type { DeviceSurroundings } from '../../../src/device/common/line-device.ts'
import type { ControlClient } from '../../control-client.ts'
import type { SimulatorOptions } from '../../simulator.ts'
import type { FaultName } from './faults.ts'

/** What a driver said about one thing asked of it. */
export type Said =
  | { ok: true; value?: unknown }
  /** `code` is the driver's own word: the error's code, or another, such as `unknown` of a print. */
  | { ok: false; code: string; value?: unknown }
  /** The driver said nothing to the point; in words of the harness, what was seen instead: `nothing told`. */
  | { ok: false; seen: string; value?: unknown }

/** A driver at work, as the harness sees it. */
export type Driven = {
  device: Pick<Device<never>, 'status' | 'counters' | 'onStatus' | 'start' | 'stop'>
  /**
   * One request and its reply, with something in it that is different for each `n` (a text, a sequence, a card), so
   * that an answer to an older request shows. Must settle in bounded time and never reject.
   */
  probe(n: number, control: Control): Promise<Said>
}

/** The control channel of the simulator. */
export type Control = Pick<ControlClient, 'ask'>

/** What happened in one probe, for the oracle to judge when the fault is over. */
export type Tried = { n: number; said: Said; control: Control }

/** One kind and profile of device in the fault matrix. */
export type MatrixEntry = {
  /** Kind and profile as in a configuration, such as `printer epson`: the name of its column. */
  title: string
  simulator: { name: string; options?: SimulatorOptions }
  /** Makes the driver, not started, with deadlines short enough for a test. */
  drive(url: string, surroundings: DeviceSurroundings): Driven
  /** The driver's deadline for one reply, ms: a late reply comes half as much again after it. */
  answerMs: number
  /** Sets the simulator up for probe `n`, whatever an earlier probe left there. Outside the fault, not counted. */
  prepare?(n: number, control: Control): Promise<void>
  /** Compares what was said with the simulator's truth: gives a sentence when it was false, or a thing happened twice. */
  oracle(tried: Tried): Promise<string | undefined>
  /** The fault under which the device says that it is busy, if its protocol can say so. */
  busy?: { fault: string; details?: Record<string, unknown> }
  /** Faults that cannot happen to it, each with the reason. */
  without?: Partial<Record<FaultName, string>>
}
