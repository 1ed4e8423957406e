import { localTime } from '@service-hall/contract'
import type { Identity, KioskCard } from '@service-hall/contract'
import type { IdReader, IdReaderEvent } from '@service-hall/drivers'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { Driven } from '../devices/station-devices.ts'
import type { HallMirror } from '../hall/mirror.ts'
import { cardView } from './card-view.ts'
import type { SessionPhase } from './session-phase.ts'
import { cardAfter, noCard } from './state.ts'
import type { CardChange, CardState } from './state.ts'

export type CardReadingOptions = {
  clock: Clock
  log: Log
  hall: Pick<HallMirror, 'config' | 'hallNow'>
  reader: () => Driven<'idReader'> | undefined
  /** What the screen shows may have changed. */
  onChanged: () => void
}

/** A screen that is gone cannot say that its customer is gone. */
const REMEMBERED_MS = 3 * 60_000
/** The message about an unreadable card stands this long, and as long as the card lies there. */
const UNREADABLE_MS = 5_000
const LOOK_AGAIN_MS = 500
/** Whether a card was left is known when the reader has looked for it a few times. */
const LEFT_AFTER_MS = 2_500

/**
 * The reader of ID cards at a kiosk: looks for cards only while somebody may lay one on it, and forgets whose it was when
 * the session is over. Who it is stands in memory only, and in no log.
 */
export class CardReading {
  readonly #options: CardReadingOptions
  readonly #timers = new Map<'forget' | 'told' | 'left', Cancel>()
  #state: CardState = noCard
  #phase: SessionPhase = 'closed'
  #isLeft = false
  #armed: IdReader | undefined

  constructor(options: CardReadingOptions) {
    this.#options = options
  }

  /** For the ticket that is asked for next; null: nobody in particular. */
  get identity(): Identity | null {
    return this.#state.customer?.identity ?? null
  }

  get view(): KioskCard {
    const { hall } = this.#options
    const { config } = hall
    const day = config ? localTime(hall.hallNow(), config.hall.timeZone).day : ''
    const canRead = this.#readerInUse()?.state.device === 'online'
    return cardView(this.#state, { config, day, canRead, isLeft: this.#isLeft })
  }

  /** To be told after every change of the session, of the hall or of the devices. */
  follow(phase: SessionPhase): void {
    const before = this.#phase
    this.#phase = phase
    if (phase === 'served' && before !== 'served') this.#apply({ type: 'used' })
    if (before === 'served' && phase !== 'served') this.forget()
    const device = phase === 'open' ? this.#readerInUse()?.device : undefined
    if (device === this.#armed) return
    this.#disarm()
    this.#armed = device
    device?.arm()
    if (device && this.#state.isLying && !this.#state.customer) this.#lookWhetherLeft()
  }

  /** The customer has gone, or goes on without the card. */
  forget(): void {
    this.#apply({ type: 'forgotten' })
    // A card that lies there still belongs to this customer: it is not told again to the next.
    this.#armed?.disarm()
    this.#armed?.arm()
    if (this.#state.isLying) this.#lookWhetherLeft()
  }

  onEvent(deviceId: string, event: IdReaderEvent): void {
    const { log } = this.#options
    if (this.#phase !== 'open') return
    switch (event.type) {
      case 'cardRead':
        log.info('card.read', { device: deviceId, document: event.person.documentType })
        this.#after('forget', REMEMBERED_MS, () => this.forget())
        return this.#apply({ type: 'read', person: event.person })
      case 'readFailed':
        log.info('card.unreadable', { device: deviceId, error: event.error.code })
        this.#after('told', UNREADABLE_MS, () => this.#endUnreadable())
        return this.#apply({ type: 'unreadable' })
      case 'cardLeft':
        this.#lookWhetherLeft()
        return this.#apply({ type: 'left' })
      case 'cardRemoved':
        return this.#apply({ type: 'lifted' })
    }
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel()
    this.#disarm()
    this.#state = noCard
  }

  /** Cards are looked for only in a hall whose rules say what they are good for. */
  #readerInUse(): Driven<'idReader'> | undefined {
    const { hall, reader } = this.#options
    return hall.config?.identification ? reader() : undefined
  }

  #apply(change: CardChange): void {
    this.#state = cardAfter(this.#state, change)
    if (this.#state.customer || !this.#state.isLying) this.#isLeft = false
    this.#options.onChanged()
  }

  #endUnreadable(): void {
    if (this.#state.isLying && this.#phase === 'open')
      this.#after('told', LOOK_AGAIN_MS, () => this.#endUnreadable())
    else this.#apply({ type: 'told' })
  }

  #lookWhetherLeft(): void {
    this.#after('left', LEFT_AFTER_MS, () => {
      this.#isLeft = this.#state.isLying && this.#state.customer === null && !this.#state.isUnreadable
      this.#options.onChanged()
    })
  }

  #disarm(): void {
    this.#armed?.disarm()
    this.#armed = undefined
  }

  #after(name: 'forget' | 'told' | 'left', ms: number, act: () => void): void {
    this.#timers.get(name)?.()
    this.#timers.set(name, this.#options.clock.after(ms, act))
  }
}
