import { boxFill, lookUp } from '@service-hall/contract'
import type { PaymentAttempt, PaymentOrder } from '@service-hall/contract'
import type { CashAcceptor } from '@service-hall/drivers'
import { pause, within } from '@service-hall/server-kit'
import type { Cancel } from '@service-hall/server-kit'
import type { DeviceEvent } from '../../devices/station-devices.ts'
import type { Ports } from '../../ports.ts'
import { cashEnded } from './decide.ts'
import type { CashShort } from './facts.ts'
import type { CashTerms } from './terms.ts'
import { cashOf } from './state.ts'
import type { CashPlace } from './state.ts'

/** Nobody has put a note in for so long: it is ended as if they had, ms. */
const IDLE_MS = 90_000
/** Before the attempt's own time is over the acceptor is let go of, so that its last note comes in time, ms. */
const EARLY_MS = 10_000
/** How long an acceptor may take to come to rest; a note that comes later is still told, ms. */
const REST_MS = 45_000
const REST_LOOK_MS = 200
const ENABLE_MS = 15_000
const ENABLE_AGAIN_MS = 2_000

/** What a screen shows of taking notes. */
export type CashShown = {
  stage: CashPlace['stage']
  fen: number
  notes: number
  lastFen: number | null
  refused: number
  /** Notes that nobody can tell where they are. */
  doubtful: number
  acceptor: 'ready' | 'busy' | 'stopped'
  notesFen: number[]
  leftMs: number
  short: CashShort
}

/**
 * Takes notes for an attempt that can be paid, and for none else: enables the acceptor when it is on disk whose money comes,
 * puts into the box what is wanted, and ends when it is at rest and the hall knows of every note.
 */
export class CashTaking {
  readonly #ports: Ports
  /** The attempt that the acceptor is enabled for now. */
  #enabledFor: string | null = null
  #isReady = false
  #isBusy = false
  #refused = 0
  #idleFrom = 0
  #resting: string | null = null
  #cancelAgain: Cancel | undefined

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** The acceptor that notes are put into here. */
  get acceptor(): { id: string; device: CashAcceptor; isOnline: boolean; isFull: boolean } | undefined {
    const [found] = this.#ports.devices.ofKind('cashAcceptor')
    if (!found) return undefined
    const { config, device, state } = found
    const { view } = this.#ports.hall
    const notes = lookUp(view?.cashBoxes ?? {}, config.id)?.notes ?? 0
    const isFull =
      boxFill(notes, view?.config?.payments?.boxNotes) === 'full' ||
      (state.consumables?.some((one) => one.name === 'cashBox' && one.state === 'full') ?? false)
    return { id: config.id, device, isOnline: state.device === 'online', isFull }
  }

  /** To be told after every change, with the order of the customer who stands here. */
  follow(order: PaymentOrder | undefined, terms: CashTerms): void {
    const attempt = order?.attempts.at(-1)
    if (order && attempt?.use === 'cash' && attempt.state === 'payable') this.#take(order, attempt, terms)
    this.#endDue(order)
  }

  /** Whoever paid notes in wants to end it; `short` as it was agreed. */
  end(attemptId: string): void {
    const found = cashOf(this.#ports.memory.state.cashAccounts, attemptId)
    if (found?.place.stage !== 'open') return
    this.#ports.memory.record([{ type: 'CashEnding', deviceId: found.deviceId, short: found.place.short }])
  }

  moreTime(): void {
    this.#idleFrom = this.#ports.clock.monotonic()
  }

  shown(order: PaymentOrder): CashShown | null {
    const { memory, hall, clock } = this.#ports
    const attempt = order.attempts.at(-1)
    const found = attempt && cashOf(memory.state.cashAccounts, attempt.id)
    if (!attempt || !found) return null
    const { stage, fen, notes, lastFen, short, uncertain: doubtful } = found.place
    const left = Math.min(
      attempt.until - EARLY_MS - hall.hallNow(),
      this.#idleFrom + IDLE_MS - clock.monotonic(),
    )
    return {
      ...{
        stage,
        fen,
        notes,
        lastFen,
        refused: this.#refused,
        doubtful,
        short,
        leftMs: Math.max(0, Math.round(left)),
      },
      acceptor: !this.#isReady ? 'stopped' : this.#isBusy ? 'busy' : 'ready',
      notesFen: [...(this.acceptor?.device.denominationsFen ?? [])].slice(0, 12),
    }
  }

  onEvent({ kind, config, event }: DeviceEvent): void {
    if (kind !== 'cashAcceptor') return
    const { clock, log, refresh } = this.#ports
    const account = lookUp(this.#ports.memory.state.cashAccounts, config.id)
    this.#isBusy = event.type === 'escrowed'
    this.#idleFrom = clock.monotonic()
    switch (event.type) {
      case 'escrowed':
        this.#decide(event.noteId, event.denominationFen, account?.place ?? null)
        break
      case 'returned':
      case 'rejected':
        this.#refused += 1
        break
      case 'inhibited':
        this.#isReady = false
        this.#enabledFor = null
        break
      case 'boxFull':
      case 'boxRemoved':
      case 'jammed':
      case 'fraud':
        log.warn('cash.event', { device: config.id, event: event.type })
        this.#isReady = false
        break
      default:
    }
    refresh()
  }

  /** Takes up what was ending when the last run ended, and ends what its customer left. */
  start(isSomebodyHere: (orderId: string) => boolean): void {
    const { memory, clock } = this.#ports
    this.#idleFrom = clock.monotonic()
    for (const [deviceId, { place }] of Object.entries(memory.state.cashAccounts)) {
      if (place?.stage === 'open' && !isSomebodyHere(place.orderId))
        memory.record([{ type: 'CashEnding', deviceId, short: place.short }])
    }
  }

  /** Ends notes of somebody who is no longer here. */
  left(orderId: string): void {
    const { memory } = this.#ports
    for (const [deviceId, { place }] of Object.entries(memory.state.cashAccounts)) {
      if (place?.stage === 'open' && place.orderId === orderId)
        memory.record([{ type: 'CashEnding', deviceId, short: place.short }])
    }
  }

  stop(): void {
    this.#cancelAgain?.()
  }

  #take(order: PaymentOrder, attempt: PaymentAttempt, terms: CashTerms): void {
    const { memory, hall, clock } = this.#ports
    const { acceptor } = this
    const found = cashOf(memory.state.cashAccounts, attempt.id)
    if (!found) {
      if (!acceptor) return
      this.#refused = 0
      this.#idleFrom = clock.monotonic()
      const of = { orderId: order.id, attemptId: attempt.id }
      memory.record([{ type: 'CashOpened', deviceId: acceptor.id, ...of, ...terms }])
      return
    }
    if (found.place.stage !== 'open') return
    const { leftMs } = this.shown(order) ?? { leftMs: 0 }
    const isOver = leftMs <= 0 || hall.hallNow() > attempt.until
    if (isOver || found.place.fen >= order.totalFen) return this.end(attempt.id)
    if (this.#enabledFor !== attempt.id) this.#enable(attempt.id)
  }

  /** The fact that says whose money it is must be on disk: `CashOpened` is committed before the state is asked again. */
  #enable(attemptId: string): void {
    const { clock, memory, log, refresh } = this.#ports
    const { acceptor } = this
    if (!acceptor?.isOnline || this.#cancelAgain) return
    this.#enabledFor = attemptId
    void memory
      .settled()
      .then(async () => {
        const found = cashOf(memory.state.cashAccounts, attemptId)
        if (found?.place.stage !== 'open' || !memory.isHealthy) return false
        const outcome = await within(clock, ENABLE_MS, acceptor.device.enable(), { ok: false } as const)
        return outcome.ok
      })
      .catch((cause: unknown) => {
        log.error('cash.notEnabled', cause)
        return false
      })
      .then((isReady) => {
        this.#isReady = isReady
        this.#idleFrom = clock.monotonic()
        if (!isReady && this.#enabledFor === attemptId) {
          // Asked again after a pause, as long as its customer waits.
          this.#cancelAgain = clock.after(ENABLE_AGAIN_MS, () => {
            this.#cancelAgain = undefined
            if (this.#enabledFor === attemptId) this.#enabledFor = null
          })
        }
        refresh()
      })
  }

  /** A note is stacked while it is wanted; one that would be more than there may be goes back. */
  #decide(noteId: string, fen: number, place: CashPlace | null): void {
    const { acceptor } = this
    if (!acceptor || !place) return
    const total = this.#ports.hall.view?.payments[place.orderId]?.totalFen ?? 0
    const isWanted = place.stage === 'open' && place.fen < total
    const most = Math.max(total, place.upToFen ?? 0)
    const isOver = place.short === 'counter' && place.fen + fen > most
    if (isWanted && !isOver) void acceptor.device.stack(noteId)
    else void acceptor.device.returnNote(noteId)
  }

  #endDue(order: PaymentOrder | undefined): void {
    const { memory } = this.#ports
    for (const [deviceId, { place }] of Object.entries(memory.state.cashAccounts)) {
      // What the hall has ended by itself takes no notes any more either.
      const attempt = order?.attempts.find(({ id }) => id === place?.attemptId)
      if (place?.stage === 'open' && attempt && attempt.state !== 'payable')
        memory.record([{ type: 'CashEnding', deviceId, short: place.short }])
      if (place?.stage === 'ending') void this.#rest(deviceId, place.attemptId)
    }
  }

  /** Makes sure that no note is under way, then tells the hall. */
  async #rest(deviceId: string, attemptId: string): Promise<void> {
    if (this.#resting !== null) return
    this.#resting = attemptId
    this.#isReady = false
    this.#enabledFor = null
    const { clock, memory, log, newId } = this.#ports
    try {
      const until = clock.monotonic() + REST_MS
      while (!(await this.#isAtRest(deviceId)) && clock.monotonic() < until) await pause(clock, REST_LOOK_MS)
      // Every note has to be told first; that is asked again after each answer of the hall.
      memory.record(cashEnded(memory.state, deviceId, newId))
    } catch (cause) {
      log.error('cash.notAtRest', cause, { device: deviceId })
    } finally {
      this.#resting = null
    }
  }

  async #isAtRest(deviceId: string): Promise<boolean> {
    const { acceptor } = this
    // A machine that is no longer driven here takes nothing.
    if (acceptor?.id !== deviceId) return true
    const { device } = acceptor
    const { note } = device.memory
    if (note?.stage === 'escrowed') await device.returnNote(note.noteId)
    const outcome = await within(this.#ports.clock, ENABLE_MS, device.disable(), { ok: false } as const)
    const after = device.memory.note
    return outcome.ok && (after === null || after.stage === 'credited' || after.stage === 'uncertain')
  }
}
