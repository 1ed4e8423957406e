import { createHash, randomBytes } from 'node:crypto'
import type { Command, PaymentOrderId } from '@service-hall/contract'
import type { Ports } from '../ports.ts'
import { sendLive } from './live-sender.ts'

type LinkCommand = Extract<Command, { type: 'payment.linkReceipt' }>
type Link = { orderId: string; url: string | null; isAsked: boolean; turn: AbortController }

/** Bytes of a link's secret: nobody guesses it. */
const SECRET_BYTES = 24

/**
 * Links to receipts as PDF, one for the customer who stands here. The secret is made here and is in memory and in the code on
 * the screen; the hall is told its hash.
 */
export class ReceiptLinks {
  readonly #ports: Ports
  #link: Link | null = null

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** Whether the hall gives out receipts so, and hears us. */
  get isOffered(): boolean {
    const { hall, link } = this.#ports
    return hall.config?.payments?.receipts !== undefined && link.isOnline
  }

  /** Makes the link of an order, once; what came to nothing may be tried again by `again`. */
  begin(orderId: string, again = false): void {
    if (!this.isOffered) return
    if (this.#link?.orderId === orderId && (this.#link.isAsked || !again)) return
    this.forget()
    const link = { orderId, url: null, isAsked: true, turn: new AbortController() }
    this.#link = link
    void this.#make(link)
  }

  /** What the code on the screen says; null: there is none (yet). */
  urlOf(orderId: string | null): string | null {
    return this.#link?.orderId === orderId ? this.#link.url : null
  }

  /** The customer has gone. */
  forget(): void {
    this.#link?.turn.abort()
    this.#link = null
  }

  async #make(link: Link): Promise<void> {
    const { hall, newId, log, refresh } = this.#ports
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    const command: LinkCommand = {
      ...{ type: 'payment.linkReceipt', id: newId(), orderId: link.orderId as PaymentOrderId },
      tokenHash: createHash('sha256').update(secret).digest('hex'),
    }
    const answer = await sendLive(command, this.#ports, link.turn.signal)
    const address = hall.config?.payments?.receipts?.address
    link.isAsked = false
    if (link.turn.signal.aborted) return
    if (answer?.ok && address !== undefined) link.url = `${address.replace(/\/+$/, '')}/receipts/${secret}`
    else
      log.warn('payment.noReceiptLink', {
        order: link.orderId,
        code: answer?.ok === false ? answer.code : null,
      })
    refresh()
  }
}
