import type { MemoryChip } from './memory-chip.ts'
import type { Chip } from '../chip/chip.ts'

export type Card = { kind: string; size: 'normal' | 'long' | 'short'; chip?: Chip; memory?: MemoryChip }
export type Place = 'none' | 'gate' | 'inside' | 'contacts'
/** Where a card can be moved to: into the gate held or `loose`, where no roller has it; `out` falls before the slot. */
export type Target = 'gate' | 'loose' | 'out' | 'inside' | 'contacts' | 'bin'
export type MechanicalFault = 'jam' | 'sensor' | 'motor'
/** What became of a movement. */
export type Moved = 'done' | 'noCard' | 'notHeld' | 'odd' | 'jam' | 'sensor' | 'motor' | 'full'

/** Rollers, gate, bin and stacker of a motor card reader. */
export class Mechanics {
  card: Card | undefined
  /** Those that customers have in hand again, the last one last. */
  readonly out: Card[] = []
  place: Place = 'none'
  entryOpen = false
  /** Whether a card in the gate can be moved any more. */
  held = false
  /** Rollers do not bring a card of another size to the front. */
  oddStays = false
  powered = false
  stacker: 'empty' | 'few' | 'enough' = 'enough'
  binFull = false
  mute = false
  fault: MechanicalFault | undefined
  readonly captured: string[] = []
  /** Cards that fell out before the slot. */
  readonly dropped: string[] = []
  /** Everything that moved a card, in order. */
  readonly moves: string[] = []

  get inside(): boolean {
    return this.place === 'inside' || this.place === 'contacts'
  }

  /** A customer pushes a card into the slot; says whether the reader drew it in. */
  insert(card: Card): boolean {
    if (!this.entryOpen || this.card || this.fault) return false
    this.put(card, 'inside')
    return true
  }

  put(card: Card, place: Place): void {
    this.card = card
    this.place = place
    this.held = true
    this.powered = false
  }

  /** A customer takes the card out of the gate. */
  take(): void {
    if (this.place !== 'gate') throw new Error('no card lies in the gate')
    this.#gone()
  }

  /** The card is torn out by hand, wherever it is. */
  pull(): void {
    this.#gone()
  }

  move(to: Target): Moved {
    if (this.fault) return this.fault
    if (!this.card) return 'noCard'
    if (this.place === 'gate' && !this.held) return 'notHeld'
    const front = to === 'gate' || to === 'loose' || to === 'out'
    if (this.oddStays && front && this.card.size !== 'normal') return 'odd'
    if (to === 'bin' && this.binFull) return 'full'
    this.moves.push(to)
    this.powerOff()
    if (to === 'bin' || to === 'out') {
      const pile = to === 'bin' ? this.captured : this.dropped
      pile.push(this.card.kind)
      this.#gone()
    } else {
      this.place = to === 'loose' ? 'gate' : to
      this.held = to !== 'loose'
    }
    return 'done'
  }

  /** Resets the chip at the contacts. */
  resetChip(): Uint8Array | undefined {
    const chip = this.place === 'contacts' && !this.mute ? this.card?.chip : undefined
    this.powered = chip !== undefined
    return chip?.reset()
  }

  /** The chip that is powered. */
  get chip(): Chip | undefined {
    return this.powered ? this.card?.chip : undefined
  }

  get memory(): MemoryChip | undefined {
    return this.place === 'contacts' ? this.card?.memory : undefined
  }

  cure(): void {
    this.fault = undefined
    this.binFull = false
    this.mute = false
    this.oddStays = false
    this.stacker = 'enough'
  }

  powerOff(): void {
    this.powered = false
    this.card?.chip?.powerOff()
  }

  #gone(): void {
    this.powerOff()
    if (this.card) this.out.push(this.card)
    this.card = undefined
    this.place = 'none'
  }
}
