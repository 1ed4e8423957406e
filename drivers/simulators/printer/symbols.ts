import { code128Text } from './barcode.ts'
import type { Command } from './command.ts'
import type { Roll } from './paper.ts'

/** Settings and stored data of QR symbols and barcodes, which live from command to command. */
export class Symbols {
  readonly #roll: Roll
  #qr = { data: '', module: 3, level: 0x30 }
  #barcode = { height: 162, withText: false }

  constructor(roll: Roll) {
    this.#roll = roll
  }

  /** Carries out a command about symbols; false when it is about something else. */
  execute(command: Command): boolean {
    switch (command.kind) {
      case 'qr':
        this.#setQr(command.fn, command.data)
        return true
      case 'barcode':
        this.#roll.barcode(code128Text(command.data), this.#barcode.height, this.#barcode.withText)
        return true
      case 'barcodeHeight':
        this.#barcode.height = command.dots
        return true
      case 'barcodeText':
        this.#barcode.withText = command.on
        return true
      default:
        return false
    }
  }

  #setQr(fn: number, data: Uint8Array): void {
    if (fn === 0x43) this.#qr.module = data[0] ?? 3
    if (fn === 0x45) this.#qr.level = data[0] ?? 0x30
    if (fn === 0x50) this.#qr.data = Buffer.from(data.subarray(1)).toString('utf8')
    if (fn === 0x51) this.#roll.qr(this.#qr.data, this.#qr.module, this.#qr.level)
  }
}
