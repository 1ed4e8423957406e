import type { CardReader, CardReaderConfig, CardReaderEvent } from './card-reader/card-reader.ts'
import { createCardReader } from './card-reader/create-card-reader.ts'
import { createCallPad } from './call-pad/call-pad.ts'
import type { CallPad, CallPadConfig, CallPadEvent } from './call-pad/call-pad.ts'
import { createCashAcceptor } from './cash-acceptor/cash-acceptor.ts'
import type { CashAcceptorConfig } from './cash-acceptor/cash-acceptor.ts'
import type { CashAcceptor, CashEvent } from './cash-acceptor/cash-words.ts'
import type { DeviceSurroundings } from './common/line-device.ts'
import { createCodeScanner } from './code-scanner/code-scanner.ts'
import type { CodeScanner, CodeScannerConfig, CodeScannerEvent } from './code-scanner/code-scanner.ts'
import { createCounterDisplay } from './counter-display/counter-display.ts'
import type { CounterDisplay, CounterDisplayConfig } from './counter-display/counter-display.ts'
import { createIdReader } from './id-reader/id-reader.ts'
import type { IdReader, IdReaderConfig, IdReaderEvent } from './id-reader/id-reader.ts'
import { createIndicator } from './indicator/indicator.ts'
import type { Indicator, IndicatorConfig } from './indicator/indicator.ts'
import { createLedBar } from './led-bar/led-bar.ts'
import type { LedBar, LedBarConfig } from './led-bar/led-bar.ts'
import { createPrinter } from './printer/printer.ts'
import type { Printer, PrinterConfig, PrinterEvent } from './printer/printer.ts'
import { createRatingPad } from './rating-pad/rating-pad.ts'
import type { RatingPad, RatingPadConfig, RatingPadEvent } from './rating-pad/rating-pad.ts'

/** Every kind of device there is: what configures it, what it is, what it tells. A new kind is one line here and one below. */
export type DeviceKinds = {
  printer: { config: PrinterConfig; device: Printer; event: PrinterEvent }
  ratingPad: { config: RatingPadConfig; device: RatingPad; event: RatingPadEvent }
  counterDisplay: { config: CounterDisplayConfig; device: CounterDisplay; event: never }
  ledBar: { config: LedBarConfig; device: LedBar; event: never }
  callPad: { config: CallPadConfig; device: CallPad; event: CallPadEvent }
  indicator: { config: IndicatorConfig; device: Indicator; event: never }
  codeScanner: { config: CodeScannerConfig; device: CodeScanner; event: CodeScannerEvent }
  idReader: { config: IdReaderConfig; device: IdReader; event: IdReaderEvent }
  cardReader: { config: CardReaderConfig; device: CardReader; event: CardReaderEvent }
  cashAcceptor: { config: CashAcceptorConfig; device: CashAcceptor; event: CashEvent }
}

/** Names a kind of device, as a configuration does. */
export type DeviceKind = keyof DeviceKinds

/** One device as a configuration names it. */
export type DeviceConfig = { [Kind in DeviceKind]: { kind: Kind } & DeviceKinds[Kind]['config'] }[DeviceKind]
/** A device of some kind; its `kind` tells which. */
export type AnyDevice = DeviceKinds[DeviceKind]['device']
/** What some device tells. */
export type DeviceEvent = DeviceKinds[DeviceKind]['event']

type Makers = {
  [Kind in DeviceKind]: (
    config: DeviceKinds[Kind]['config'],
    surroundings: DeviceSurroundings,
  ) => DeviceKinds[Kind]['device']
}

const makers: Makers = {
  cashAcceptor: createCashAcceptor,
  cardReader: createCardReader,
  codeScanner: createCodeScanner,
  idReader: createIdReader,
  printer: createPrinter,
  ratingPad: createRatingPad,
  counterDisplay: createCounterDisplay,
  ledBar: createLedBar,
  callPad: createCallPad,
  indicator: createIndicator,
}

/** Makes the device a configuration names; `start()` begins to keep it alive. */
export function createDevice<Kind extends DeviceKind>(
  config: { kind: Kind } & DeviceKinds[Kind]['config'],
  surroundings: DeviceSurroundings,
): DeviceKinds[Kind]['device'] {
  return makers[config.kind](config, surroundings)
}
