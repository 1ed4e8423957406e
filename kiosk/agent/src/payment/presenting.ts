import type { OfferedWay, PaymentCredential, PaymentRefusal } from '@service-hall/contract'
import type { CardRead, CardTerminal } from '@service-hall/drivers'
import { pause, reasonOf, within } from '@service-hall/server-kit'
import type { DeviceEvent } from '../devices/station-devices.ts'
import type { Ports } from '../ports.ts'
import type { Money, OrderStep } from './order-step.ts'
import type { TerminalKeys } from './terminal-keys.ts'
import type { Visit } from './visit.ts'

/** How long a card or a code is waited for, the PIN included, ms. */
const PRESENT_MS = 90_000
/** A terminal ends by itself; this one keeps a customer from standing before a hung program, ms. */
const LATEST_MS = PRESENT_MS + 10_000
const SCAN_AGAIN_MS = 300
const SHOW_MS = 5_000

type Phase = Extract<OrderStep, { step: 'card' }>['phase']
type Presented = {
  visit: Visit
  orderId: string
  way: OfferedWay
  requestId: string
  phase: Phase
  pinDigits: number
  maskedPan: string | null
  until: number
  stopping: AbortController
}

export type PresentingEnds = {
  /** What the customer brought: it goes to the hall and stays nowhere. */
  onCredential: (visit: Visit, orderId: string, way: OfferedWay, credential: PaymentCredential) => void
  /** Nothing came of it; `null`: the customer wants it no more. */
  onNothing: (visit: Visit, orderId: string, why: PaymentRefusal | null) => void
  onChanged: () => void
}

/** Has the customer present a card or a payment code. What it says is in memory until the hall has it. */
export class Presenting {
  readonly #ports: Ports
  readonly #ends: PresentingEnds
  readonly #keys: Pick<TerminalKeys, 'ready'>
  #now: Presented | null = null
  /** A card is in the slot, as far as the terminal said. */
  #isCardInside = false

  constructor(ports: Ports, ends: PresentingEnds, keys: Pick<TerminalKeys, 'ready'>) {
    this.#ports = ports
    this.#keys = keys
    this.#ends = ends
  }

  /** A card is waited for, or read. */
  get isReading(): boolean {
    return this.#now?.way.use === 'card' && this.#now.phase !== 'authorising'
  }

  get takeCard(): boolean {
    return this.#isCardInside
  }

  begin(visit: Visit, orderId: string, fen: number, way: OfferedWay): void {
    this.#now?.stopping.abort()
    const { clock, newId } = this.#ports
    const now: Presented = {
      ...{ visit, orderId, way, requestId: newId(), phase: 'insert', pinDigits: 0, maskedPan: null },
      ...{ until: clock.monotonic() + PRESENT_MS, stopping: new AbortController() },
    }
    this.#now = now
    void (way.use === 'card' ? this.#readCard(now, fen) : this.#scan(now)).catch((cause: unknown) => {
      this.#ports.log.warn('payment.notPresented', { use: way.use, reason: reasonOf(cause) })
      this.#nothing(now, 'deviceFault')
    })
  }

  /** What is asked while nothing was sent to the hall yet, and while it was; null: nothing of this order. */
  step(visit: Visit, { fen, reference, wayName }: Money): OrderStep | null {
    const now = this.#now
    if (now?.visit !== visit || now.orderId !== visit.orderId) return null
    const { phase, pinDigits, maskedPan, way } = now
    const leftMs = Math.max(0, Math.round(now.until - this.#ports.clock.monotonic()))
    const common = { fen, reference, wayName, leftMs }
    if (way.use !== 'card')
      return { step: 'scan', ...common, isRead: phase === 'authorising', ifCancelled: cancelOf(phase) }
    return {
      ...{ step: 'card', ...common, phase, pinDigits, ifCancelled: cancelOf(phase) },
      ...(maskedPan === null ? {} : { maskedPan }),
    }
  }

  /** The customer wants it no more; false: it is too late, the hall has it. */
  cancel(): boolean {
    const now = this.#now
    if (!now) return true
    if (now.phase === 'authorising') return false
    now.stopping.abort()
    this.#now = null
    const terminal = this.#terminal()
    if (now.way.use === 'card' && terminal)
      void within(this.#ports.clock, SHOW_MS, terminal.cancel(now.requestId), undefined).catch(
        () => undefined,
      )
    return true
  }

  /** How it ended; shown by the terminal, which asks for its card back. */
  ended(how: 'approved' | 'declined'): void {
    const now = this.#now
    if (!now) return
    this.#now = null
    const terminal = this.#terminal()
    if (now.way.use !== 'card' || !terminal) return
    const { clock, log } = this.#ports
    void within(clock, SHOW_MS, terminal.show(how, now.visit.language), undefined).catch((cause: unknown) =>
      log.warn('payment.notShown', { reason: reasonOf(cause) }),
    )
  }

  onEvent({ kind, event }: DeviceEvent): void {
    if (kind !== 'cardTerminal') return
    const now = this.#now?.requestId === event.requestId ? this.#now : null
    switch (event.type) {
      case 'cardPresented':
        this.#isCardInside ||= event.how === 'inserted'
        if (now) now.phase = 'reading'
        break
      case 'pinDigits':
        if (now) Object.assign(now, { phase: 'pin', pinDigits: Math.min(12, event.count) })
        break
      case 'pinEntered':
        if (now) now.phase = 'reading'
        break
      case 'cardRemoved':
        this.#isCardInside = false
        break
    }
    this.#ends.onChanged()
  }

  stop(): void {
    this.cancel()
  }

  async #readCard(now: Presented, fen: number): Promise<void> {
    const terminal = this.#terminal()
    if (!terminal) return this.#nothing(now, 'deviceFault')
    const { requestId, visit } = now
    const keys = await this.#keys.ready()
    if (now.stopping.signal.aborted) return
    // Without keys that are in force the acquirer could open nothing of the card.
    if (keys.is !== 'ready') return this.#nothing(now, keys.is === 'away' ? 'channelAway' : 'deviceFault')
    const reading = { requestId, fen, timeoutMs: PRESENT_MS, language: visit.language }
    const failed: CardRead = { outcome: 'timeOut' }
    const read = await within(this.#ports.clock, LATEST_MS, terminal.read(reading), failed)
    if (now.stopping.signal.aborted) return
    switch (read.outcome) {
      case 'read':
        now.maskedPan = read.card.maskedPan.slice(0, 24)
        return this.#present(now, {
          ...read.card,
          ...(keys.keyCheck === undefined ? {} : { keyCheck: keys.keyCheck }),
        })
      case 'canceled':
        return this.#nothing(now, read.by === 'customer' ? null : 'deviceFault')
      case 'timeOut':
        return this.#nothing(now, 'timedOut')
      case 'cardRemoved':
        return this.#nothing(now, 'cardNotAccepted')
      case 'failed':
        return this.#nothing(now, 'deviceFault')
    }
  }

  async #scan(now: Presented): Promise<void> {
    const { devices, clock } = this.#ports
    const { signal } = now.stopping
    while (!signal.aborted && clock.monotonic() < now.until) {
      const scanner = devices.ofKind('codeScanner')[0]?.device
      const timeoutMs = Math.max(1, now.until - clock.monotonic())
      const read = await scanner?.scan({ timeoutMs, signal })
      if (signal.aborted) return
      if (read?.ok && read.code.purpose === 'payment')
        return this.#present(now, { kind: 'paymentCode', code: read.code.text })
      await pause(clock, SCAN_AGAIN_MS, signal)
    }
    if (!signal.aborted) this.#nothing(now, 'timedOut')
  }

  #present(now: Presented, credential: PaymentCredential): void {
    now.phase = 'authorising'
    now.until = this.#ports.clock.monotonic() + PRESENT_MS
    const { visit, orderId, way } = now
    this.#ends.onCredential(visit, orderId, way, credential)
    this.#ends.onChanged()
  }

  #nothing(now: Presented, why: PaymentRefusal | null): void {
    if (this.#now !== now) return
    this.#now = null
    this.#ends.onNothing(now.visit, now.orderId, why)
    this.#ends.onChanged()
  }

  #terminal(): CardTerminal | undefined {
    return this.#ports.devices.ofKind('cardTerminal')[0]?.device
  }
}

function cancelOf(phase: Phase): 'nothingTaken' | 'mayStillArrive' {
  return phase === 'authorising' ? 'mayStillArrive' : 'nothingTaken'
}
