import { table } from '@service-hall/contract'
import type { HallConfig, HallView, Snapshot, StaffId, StationSettings } from '@service-hall/contract'
import type { Clock } from '@service-hall/server-kit'
import type { Description } from './description.ts'

/** What this machine knows of its hall: live while the line is up, what was last heard while it is not. */
export class HallMirror {
  readonly #clock: Clock
  #config: HallConfig | null
  #view: HallView | null = null
  #offsetMs: number
  #stationId: string
  #pin: StationSettings['maintenancePin'] | undefined
  #names = table<string>()

  /** `station` is who this machine thinks it is until the hall has said so. */
  constructor(clock: Clock, station: string, known: Description | null) {
    this.#clock = clock
    this.#config = known?.config ?? null
    this.#offsetMs = known?.clockOffsetMs ?? 0
    this.#stationId = known?.stationId ?? station
    this.#pin = known?.maintenancePin
  }

  get config(): HallConfig | null {
    return this.#config
  }

  /** The hall as it is, or was when the line went; null before the first snapshot of this run. */
  get view(): HallView | null {
    return this.#view
  }

  get stationId(): string {
    return this.#stationId
  }

  get maintenancePin(): StationSettings['maintenancePin'] | undefined {
    return this.#pin
  }

  /** The hall's clock, epoch ms. */
  hallNow(): number {
    return Math.round(this.#clock.now() + this.#offsetMs)
  }

  /** How a member of staff is named to a customer. Names are held in memory only. */
  staff(id: StaffId): { name: string; number: string } {
    const number = this.#config?.staff.find((member) => member.id === id)?.number ?? ''
    return { name: this.#names[id] ?? '', number }
  }

  take({ view, now, you, staffNames, station }: Snapshot): void {
    this.#view = view
    this.#config = view.config ?? this.#config
    this.#offsetMs = now - this.#clock.now()
    this.#names = staffNames ?? table()
    if (you.kind === 'station') this.#stationId = you.stationId
    if (station) this.#pin = station.maintenancePin
  }

  /** Facts were folded onto the view. */
  followed(): void {
    this.#config = this.#view?.config ?? this.#config
  }

  /** What is worth keeping over a restart; null before the hall was heard of. */
  description(): Description | null {
    if (this.#config === null) return null
    return {
      config: this.#config,
      clockOffsetMs: this.#offsetMs,
      stationId: this.#stationId,
      ...(this.#pin === undefined ? {} : { maintenancePin: this.#pin }),
    }
  }
}
