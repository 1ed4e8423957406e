import { deadline } from '../clock.ts'
import type { Cancel, Clock } from '../clock.ts'
import type { LinkFault } from './faults.ts'
import type { Pacer } from './pacer.ts'
import type { Transport } from './transport.ts'

/**
 * What became of a write. `handedOver` counts bytes that may have reached the device; 0 means that none did.
 * `lastByteAt` is the wall time at which the system took the last byte, which is no proof that the device has it;
 * `wireMs` is how long the speed of the wire alone made it wait.
 */
export type WriteResult =
  | { ok: true; lastByteAt: number; wireMs: number }
  | { ok: false; fault: LinkFault | 'stopped' | 'notReady'; handedOver: number }

type Job = {
  bytes: Uint8Array
  handedOver: number
  wireMs: number | undefined
  signal: AbortSignal | undefined
  settle: (result: WriteResult) => void
}

type Parts = {
  transport: Transport
  pacer: Pacer
  clock: Clock
  stallMs: number
  onStall: () => void
  onSent: (bytes: number) => void
}

/** Feeds one transport with one write after another at the pacer's speed. Dies with its transport. */
export class WriteQueue {
  readonly #parts: Parts
  readonly #jobs: Job[] = []
  #cancelWait: Cancel | undefined
  #busy = false
  #dead: LinkFault | undefined
  #idle: (() => void)[] = []

  constructor(parts: Parts) {
    this.#parts = parts
  }

  push(bytes: Uint8Array, signal?: AbortSignal): Promise<WriteResult> {
    if (this.#dead) return Promise.resolve({ ok: false, fault: this.#dead, handedOver: 0 })
    return new Promise((settle) => {
      this.#jobs.push({ bytes, handedOver: 0, wireMs: undefined, signal, settle })
      this.#pump()
    })
  }

  /** Resolves when nothing waits any more, sent or failed. */
  whenIdle(): Promise<void> {
    if (this.#jobs.length === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  /** Fails everything that waits; later writes fail at once. */
  fail(fault: LinkFault): void {
    if (this.#dead) return
    this.#dead = fault
    this.#cancelWait?.()
    for (const job of this.#jobs.splice(0)) job.settle({ ok: false, fault, handedOver: job.handedOver })
    this.#tellIdle()
  }

  #pump(): void {
    while (!this.#busy && !this.#dead) {
      const job = this.#jobs[0]
      if (!job) return this.#tellIdle()
      if (job.handedOver === job.bytes.length) this.#succeed(job)
      else if (job.signal?.aborted)
        this.#finish(job, { ok: false, fault: 'stopped', handedOver: job.handedOver })
      else this.#feed(job)
    }
  }

  #succeed(job: Job): void {
    this.#finish(job, { ok: true, lastByteAt: this.#parts.clock.now(), wireMs: job.wireMs ?? 0 })
  }

  #finish(job: Job, result: WriteResult): void {
    this.#jobs.shift()
    job.settle(result)
  }

  #feed(job: Job): void {
    const { clock, pacer, transport, stallMs, onStall, onSent } = this.#parts
    this.#busy = true
    job.wireMs ??= pacer.wireTimeMs(job.bytes.length, clock.monotonic())
    const { bytes, waitMs } = pacer.grant(job.bytes.length - job.handedOver, clock.monotonic())
    if (bytes === 0) {
      this.#cancelWait = clock.after(waitMs, () => this.#resume())
      return
    }
    const chunk = job.bytes.subarray(job.handedOver, job.handedOver + bytes)
    job.handedOver += bytes
    onSent(bytes)
    this.#cancelWait = deadline(clock, stallMs, onStall)
    transport.write(chunk, (taken) => {
      // A refused chunk is followed by the transport's own end, which fails the whole queue.
      if (taken && !this.#dead) this.#resume()
    })
  }

  #resume(): void {
    this.#cancelWait?.()
    this.#cancelWait = undefined
    this.#busy = false
    this.#pump()
  }

  #tellIdle(): void {
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}
