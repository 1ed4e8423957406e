import type { PaperDocument } from '../../paper/document.ts'
import type { Outcome, Device } from '../common/device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { EscPosPrinter } from './escpos-printer.ts'
import type { PrintOutcome } from './print-outcome.ts'
import type { PrinterConfig, PrinterEvent } from './printer-config.ts'

export type { PresenterConfig, PrinterConfig, PrinterEvent, RollConfig } from './printer-config.ts'

/** An ESC/POS printer. */
export type Printer = Device<PrinterEvent> & {
  readonly kind: 'printer'
  /**
   * Prints a document once; never throws and never sends a byte of it a second time. The same `jobId` again gets the
   * same outcome without printing, unless it was not printed. At most 8 jobs wait; one more is not printed.
   */
  print(document: PaperDocument, job: { jobId: string }): Promise<PrintOutcome>
  /** Kiosk printers: takes a paper in the exit back in. Refuses where there is no presenter, or its bin is full. */
  retract(): Promise<Outcome>
  /**
   * An operator has removed what kept the knife or the mechanism: the printer is told to recover (DLE ENQ 2). Says what is
   * wrong still. The driver tries by itself now and then, a bounded number of times.
   */
  recover(): Promise<Outcome>
  /** An operator put a fresh roll in: the estimate of what is left starts anew. */
  paperChanged(): void
  /** An operator emptied the bin of a kiosk printer. */
  binEmptied(): void
}

/** Makes a printer; `start()` begins to keep it alive. */
export function createPrinter(config: PrinterConfig, surroundings: DeviceSurroundings = {}): Printer {
  return new EscPosPrinter(config, surroundings)
}
