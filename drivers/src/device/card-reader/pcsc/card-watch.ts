import { deadline } from '../../../clock.ts'
import type { Cancel, Clock } from '../../../clock.ts'
import type { MediaState } from '../../common/status.ts'
import type { CardPolicy, CardReaderEvent } from '../card-reader.ts'
import { judge, noCard } from '../gate-watch.ts'
import type { Custody } from '../gate-watch.ts'
import { PCSC } from './binding.ts'

const USUAL_LEFT_BEHIND_MS = 30_000

type Parts = {
  policy: CardPolicy
  clock: Clock
  emit: (event: CardReaderEvent) => void
  /** The card is out: whatever was connected to it is void. */
  onGone: () => void
}

/** The card in a reader without a motor: whether it was taken in, waits for its owner's hand, or was forgotten. */
export class CardWatch {
  readonly #parts: Parts
  #flags = 0
  #custody: Custody = noCard
  #cancel: Cancel | undefined
  /** A card that lies in a reader just found is one that somebody forgot. */
  #isNew = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get custody(): Custody['kind'] {
    return this.#custody.kind
  }

  get isPresent(): boolean {
    return (this.#flags & PCSC.statePresent) !== 0
  }

  get isMute(): boolean {
    return (this.#flags & PCSC.stateMute) !== 0
  }

  get media(): MediaState {
    if (!this.isPresent) return 'notPresent'
    return this.#custody.kind === 'held' ? 'present' : 'entering'
  }

  /** A reader was found; its first flags will tell what lies in it. */
  found(): void {
    this.#isNew = true
  }

  /** The reader is gone. A card taken in stays so: it may be met again. */
  lost(): void {
    this.#isNew = false
    this.#flags = 0
    this.stop()
  }

  /** Hears the flags of the reader's state. */
  see(flags: number): void {
    const was = this.isPresent
    this.#flags = flags
    if (this.#isNew) this.#meet()
    else if (was !== this.isPresent) this.#look()
    this.#isNew = false
  }

  /** The card that is there was asked for. */
  takeIn(): void {
    this.#custody = { kind: 'held' }
    this.#parts.emit({ type: 'cardInserted' })
  }

  /** The card is the customer's to take. */
  offer(): void {
    if (this.#custody.kind === 'offered') return
    const { policy, clock } = this.#parts
    const until = clock.monotonic() + (policy.leftBehindMs ?? USUAL_LEFT_BEHIND_MS)
    this.#custody = { kind: 'offered', until, told: false }
    this.#lookInTime()
  }

  /** Watches no longer. */
  stop(): void {
    this.#cancel?.()
  }

  /** Deals with what lies in a reader that has just been found; one taken in before it was lost stays taken in. */
  #meet(): void {
    if (!this.isPresent || this.#custody.kind !== 'none') return this.#look()
    const { whenFoundInside = 'eject' } = this.#parts.policy
    this.#parts.emit({ type: 'cardFound', then: whenFoundInside })
    if (whenFoundInside === 'keep') this.#custody = { kind: 'held' }
    else this.offer()
  }

  #look(): void {
    const { clock, emit, onGone } = this.#parts
    if (!this.isPresent) onGone()
    const offered = this.#custody.kind === 'offered'
    const place = !this.isPresent ? 'none' : offered ? 'gate' : 'inside'
    const { custody, event } = judge(this.#custody, place, clock.monotonic())
    this.#custody = custody
    if (event) emit(event)
    this.#lookInTime()
  }

  /** Looks when a card has been left behind; once more if the timer came a moment too early, as timers do. */
  #lookInTime(): void {
    this.#cancel?.()
    const custody = this.#custody
    if (custody.kind !== 'offered' || custody.told) return
    const { clock } = this.#parts
    this.#cancel = deadline(clock, Math.max(1, custody.until - clock.monotonic()), () => this.#look())
  }
}
