import type { PrinterFlags } from '../../frame/escpos-status.ts'
import type { Consumable } from '../common/status.ts'
import type { RollConfig } from './printer-config.ts'
import { paperSupply } from './printer-status.ts'

/** How exactly the estimate is told, in mm: a few lines more or less are nobody's business. */
const TOLD_MM = 10

/**
 * Estimates the paper left on the roll: counts what is fed, corrects itself when the near-end sensor strikes, and
 * takes a roll to be new when it had ended and there is plenty now, or when somebody says so.
 */
export class PaperRoll {
  readonly #config: RollConfig | undefined
  #leftMm: number
  #flags: PrinterFlags | undefined

  constructor(config: RollConfig | undefined) {
    this.#config = config
    this.#leftMm = config?.leftMm ?? config?.rollMm ?? 0
  }

  /** Nothing without a roll of known length. */
  get consumable(): Consumable | undefined {
    if (!this.#config) return undefined
    const states = { full: 'ok', low: 'low', out: 'out', jammed: 'unknown', unknown: 'unknown' } as const
    const state = this.#flags ? states[paperSupply(this.#flags)] : 'unknown'
    return { name: 'paper', state, amount: Math.round(this.#leftMm / TOLD_MM) * TOLD_MM, unit: 'mm' }
  }

  /** The estimate, where there is one. */
  get leftMm(): number | undefined {
    return this.#config && Math.round(this.#leftMm)
  }

  feed(mm: number): void {
    this.#leftMm = Math.max(0, this.#leftMm - mm)
  }

  /** An operator put a fresh roll in. */
  change(): void {
    this.#leftMm = this.#config?.rollMm ?? 0
  }

  /** Says whether the estimate was corrected. */
  hear(flags: PrinterFlags): boolean {
    const before = this.#flags
    const leftBefore = this.#leftMm
    this.#flags = flags
    const { rollMm = 0, nearEndMm } = this.#config ?? {}
    if (flags.paperEnd) this.#leftMm = 0
    else if (before?.paperEnd) this.#leftMm = flags.paperNearEnd ? (nearEndMm ?? this.#leftMm) : rollMm
    else if (flags.paperNearEnd && before && !before.paperNearEnd) this.#leftMm = nearEndMm ?? this.#leftMm
    return this.#config !== undefined && this.#leftMm !== leftBefore
  }
}
