import type { Clock } from '../../clock.ts'
import type { Outcome } from '../common/device.ts'
import type { DeviceError } from '../common/status.ts'
import type { CaptureReason, CardPolicy, CardReaderEvent } from './card-reader.ts'
import type { ChipContacts } from './chip-contacts.ts'
import { isOdd } from './dialect.ts'
import type { CardPlace, Dialect, Seen } from './dialect.ts'
import { judge, noCard } from './gate-watch.ts'
import type { Custody } from './gate-watch.ts'
import type { Look, Mechanics } from './mechanics.ts'
import { takeIn } from './take-in.ts'

type Parts = {
  dialect: Dialect
  mechanics: Mechanics
  contacts: ChipContacts
  policy: CardPolicy
  clock: Clock
  emit: (event: CardReaderEvent) => void
}

export type Acceptance = { timeoutMs: number; signal: AbortSignal; watchMs: number }

const USUAL_LEFT_BEHIND_MS = 30_000

const noMedia: DeviceError = { code: 'noMedia', action: 'clear' }
const occupied: DeviceError = { code: 'refused', action: 'clear' }
const oddCard: DeviceError = { code: 'invalidMedia', action: 'clear' }
const binFull: DeviceError = { code: 'captureBinFull', action: 'clear' }

/** Handles the card in the reader: takes it in, gives it back, keeps it, and tells what became of it. */
export class CardHandler {
  readonly #parts: Parts
  #custody: Custody = noCard
  #captured = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Cards kept so far. */
  get captured(): number {
    return this.#captured
  }

  /** Whether a card lies in the gate to be taken, so that somebody should look often. */
  get offers(): boolean {
    return this.#custody.kind === 'offered'
  }

  /** Looks where the card is, and tells what that means. */
  async look(): Promise<Look> {
    const looked = await this.#parts.mechanics.look()
    if (!looked.ok) return looked
    if (this.#parts.mechanics.takeRestart()) await this.meet(looked.seen)
    else await this.#judge(looked.seen.card)
    return looked
  }

  /** Deals with a card found in a reader that has just been reached or has started anew. One taken in before the line was lost is kept inside. */
  async meet({ card }: Seen): Promise<void> {
    if (this.#custody.kind !== 'none') return this.#judge(card)
    if (card === 'gate') return this.#offer()
    if (card === 'none' || card === 'unknown') return
    const { whenFoundInside = 'eject' } = this.#parts.policy
    this.#custody = { kind: 'held' }
    this.#parts.emit({ type: 'cardFound', then: whenFoundInside })
    if (whenFoundInside === 'eject') await this.eject()
    if (whenFoundInside === 'capture') await this.capture('foundInside')
  }

  async accept(wanted: Acceptance): Promise<Outcome> {
    const { mechanics, clock, emit } = this.#parts
    const before = await this.look()
    if (!before.ok) return before
    if ((mechanics.seen ?? before.seen).card !== 'none') return { ok: false, error: occupied }
    const taken = await takeIn(mechanics, { ...wanted, clock })
    if (taken.ok) {
      mechanics.takeRestart()
      this.#custody = { kind: 'held' }
      emit({ type: 'cardInserted' })
    } else if (taken.error.code === 'invalidMedia') {
      this.#custody = { kind: 'held' }
      await this.#moveToGate()
    }
    return taken
  }

  async eject(): Promise<Outcome> {
    const looked = await this.look()
    if (!looked.ok && looked.error.code === 'noAnswer') return looked
    const place = looked.ok ? looked.seen.card : 'unknown'
    if (place === 'none') return { ok: false, error: noMedia }
    if (place !== 'gate') return this.#moveToGate()
    this.#offer()
    return { ok: true }
  }

  async capture(reason: CaptureReason): Promise<Outcome> {
    const { dialect, mechanics, contacts, emit } = this.#parts
    const looked = await mechanics.look()
    if (!looked.ok && looked.error.code === 'noAnswer') return looked
    const { seen } = mechanics
    if (seen?.card === 'none') return { ok: false, error: noMedia }
    if (seen?.binFull) return { ok: false, error: binFull }
    await contacts.powerOff()
    const steps = dialect.capture(seen?.card ?? 'unknown')
    for (const [index, step] of steps.entries()) {
      const wanted = index === steps.length - 1 ? 'none' : 'inside'
      const moved = await mechanics.move(step, ({ card }, _, error) => card === wanted && !saysGone(error))
      if (!moved.ok) return this.#notCaptured(moved)
    }
    this.#custody = noCard
    this.#captured += 1
    emit({ type: 'cardCaptured', reason, count: this.#captured })
    return { ok: true }
  }

  /** The customer may have been quicker than the reader: then the card was taken, and not kept. */
  async #notCaptured(failed: Outcome & { ok: false }): Promise<Outcome> {
    if (!saysGone(failed.error) || this.#parts.mechanics.seen?.card !== 'none') return failed
    await this.#judge('none')
    return { ok: false, error: noMedia }
  }

  /** The card is told as kept, and whoever wanted it in the gate hears that it does not lie there. */
  async #keepOdd(): Promise<Outcome> {
    const kept = await this.capture('oddSize')
    return kept.ok ? { ok: false, error: oddCard } : kept
  }

  async #moveToGate(): Promise<Outcome> {
    const { dialect, mechanics, contacts } = this.#parts
    await contacts.powerOff()
    const moved = await mechanics.tryMove(dialect.eject(), ({ card }) => card === 'gate' || card === 'none')
    if (!moved.ok) {
      const odd = moved.error.code === 'invalidMedia' || isOdd(mechanics.seen?.card ?? 'unknown')
      if (!odd || moved.error.code === 'noAnswer') return { ok: false, error: moved.error }
      // A card of another size hides its place: the word of the reader counts.
      if (moved.refused) return this.#keepOdd()
    }
    this.#offer()
    if (moved.ok) await this.#judge(mechanics.seen?.card ?? 'unknown')
    return { ok: true }
  }

  #offer(): void {
    if (this.#custody.kind === 'offered') return
    const { policy, clock } = this.#parts
    const until = clock.monotonic() + (policy.leftBehindMs ?? USUAL_LEFT_BEHIND_MS)
    this.#custody = { kind: 'offered', until, told: false }
  }

  async #judge(place: CardPlace): Promise<void> {
    const { clock, contacts, emit, policy } = this.#parts
    const { custody, event } = judge(this.#custody, place, clock.monotonic())
    this.#custody = custody
    if (place === 'none') contacts.end()
    if (!event) return
    emit(event)
    if (event.type === 'cardLeftBehind' && policy.whenLeftBehind === 'capture')
      await this.capture('leftBehind')
  }
}

/** Whether a reader that has no card any more says by this that it moved none. */
function saysGone(error: DeviceError | undefined): boolean {
  return error?.code === 'noMedia' || error?.code === 'refused'
}
