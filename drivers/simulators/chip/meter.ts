import type { Chip } from './chip.ts'
import { returnFile } from './files.ts'

/** What a meter did with a card: credited it, or why not. */
export type MeterVerdict = 'credited' | 'alreadyCredited' | 'wrongCount' | 'notWrittenBack' | 'notMyCard'

/**
 * A prepaid meter as a card meets it. It takes a purchase whose count is one more than its own, and only from a card
 * whose return file is empty; whatever it decides, it writes the return file anew (rules as in public meter firmware).
 */
export class SimulatedMeter {
  readonly meterNo: string
  readonly customerNo: string
  count: number
  creditedFen = 0

  constructor(meterNo: string, customerNo: string, count: number) {
    this.meterNo = meterNo
    this.customerNo = customerNo
    this.count = count
  }

  /** The card is put in; `pulledEarly` means it is out again before the meter could write back. */
  insert(card: Chip, { pulledEarly = false } = {}): MeterVerdict {
    const parameters = card.files.get(1)
    const wallet = card.files.get(2)
    const returned = card.files.get(5)
    if (!parameters || !wallet || !returned || digits(parameters, 30) !== this.meterNo) return 'notMyCard'
    const verdict = this.#judge(
      number(wallet, 4),
      returned.every((byte) => byte === 0),
    )
    if (verdict === 'credited') {
      this.creditedFen += number(wallet, 0)
      this.count += 1
    }
    if (!pulledEarly) {
      const { meterNo, customerNo, count } = this
      card.files.set(5, returnFile({ meterNo, customerNo, remainingFen: this.creditedFen, count }))
    }
    return verdict
  }

  #judge(count: number, returnFileEmpty: boolean): MeterVerdict {
    if (count === this.count) return 'alreadyCredited'
    if (count !== this.count + 1) return 'wrongCount'
    return returnFileEmpty ? 'credited' : 'notWrittenBack'
  }
}

function number(bytes: Uint8Array, offset: number): number {
  return Buffer.from(bytes).readUInt32BE(offset)
}

function digits(bytes: Uint8Array, offset: number): string {
  return Buffer.from(bytes.subarray(offset, offset + 6)).toString('hex')
}
