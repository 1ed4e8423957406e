import { offsetAfter, table } from '@service-hall/contract'
import type { FactBatch, HallConfig, HallView, Snapshot, StaffId } from '@service-hall/contract'
import type { Clock } from '@service-hall/server-kit'
import type { Description } from './description.ts'

/** What this machine knows of its hall: live while the line is up, what was last heard while it is not. */
export class HallMirror {
  readonly #clock: Clock
  #config: HallConfig | null
  #view: HallView | null = null
  /** The hall's clock minus this machine's steady one, ms: a wall clock that is set moves nothing. */
  #aheadMs: number
  #stationId: string
  #names = table<string>()

  /** `station` is who this machine thinks it is until the hall has said so. */
  constructor(clock: Clock, station: string, known: Description | null) {
    this.#clock = clock
    this.#config = known?.config ?? null
    this.#aheadMs = clock.now() + (known?.clockOffsetMs ?? 0) - clock.monotonic()
    this.#stationId = known?.stationId ?? station
  }

  get config(): HallConfig | null {
    return this.#config
  }

  /** The hall as it is, or was when the line went; null before the first snapshot of this run. */
  get view(): HallView | null {
    return this.#view
  }

  /** Number of the last fact known, for a hall that can tell by it how old a command is; null for one of before. */
  get asOf(): number | null {
    return this.#view && 'clock' in this.#view ? this.#view.number : null
  }

  get stationId(): string {
    return this.#stationId
  }

  /** The hall's clock, epoch ms. */
  hallNow(): number {
    return Math.round(this.#clock.monotonic() + this.#aheadMs)
  }

  /** How a member of staff is named to a customer. Names are held in memory only. */
  staff(id: StaffId): { name: string; number: string } {
    const number = this.#config?.staff.find((member) => member.id === id)?.number ?? ''
    return { name: this.#names[id] ?? '', number }
  }

  take({ view, now, you, staffNames }: Snapshot): void {
    this.#view = view
    this.#config = view.config ?? this.#config
    this.#aheadMs = now - this.#clock.monotonic()
    this.#names = staffNames ?? table()
    if (you.kind === 'station') this.#stationId = you.stationId
  }

  /** Facts were folded onto the view. Each batch brings the hall's clock anew. */
  followed({ now, entries }: Pick<FactBatch, 'now' | 'entries'>): void {
    this.#config = this.#view?.config ?? this.#config
    if (now === undefined) return
    const isSet = entries.some(({ fact }) => fact.type === 'ClockSet')
    this.#aheadMs = offsetAfter(this.#aheadMs, now - this.#clock.monotonic(), isSet)
  }

  /** What is worth keeping over a restart; null before the hall was heard of. */
  description(): Description | null {
    if (this.#config === null) return null
    return {
      config: this.#config,
      clockOffsetMs: this.hallNow() - this.#clock.now(),
      stationId: this.#stationId,
    }
  }
}
