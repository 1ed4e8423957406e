import type { Charge, Paid, Refused } from '../port.ts'

/** Why a sale is reversed (冲正原因, field 39 of 0400): no answer, an answer that is not the host's, anything else. */
export type ReversalReason = '98' | 'A0' | '06'

/** What this process knows of a charge from its own exchanges. After a restart nothing. */
export type Known =
  | { is: 'asked'; charge: Charge; reason: ReversalReason }
  | { is: 'paid'; charge: Charge; paid: Paid; approval: string | undefined }
  | { is: 'refused'; charge: Charge; refused: Refused }
  /** A reversal was sent: an approval that comes now is too late. */
  | { is: 'reversing'; charge: Charge; reason: ReversalReason; paid: Paid | null }
  /** `paid`: what had been posted and went back, as far as anybody said so. */
  | { is: 'closed'; charge: Charge; paid: Trade | null }

export type Trade = Pick<Paid, 'tradeNo' | 'fen'>

const MOST = 2_000

/** Knowledge of the latest charges, by channel number. */
export class KnownCharges {
  readonly #charges = new Map<string, Known>()

  get(charge: Charge): Known | undefined {
    return this.#charges.get(charge.channelNo)
  }

  set(known: Known): void {
    const { channelNo } = known.charge
    this.#charges.delete(channelNo)
    this.#charges.set(channelNo, known)
    const [oldest] = this.#charges.keys()
    if (this.#charges.size > MOST && oldest !== undefined) this.#charges.delete(oldest)
  }

  /** The charge with these trace numbers that still waits for its answer. */
  asked(isIt: (charge: Charge) => boolean): Known | undefined {
    return [...this.#charges.values()].find(({ is, charge }) => is === 'asked' && isIt(charge))
  }
}
