import { defineKind, namesOf } from '../common/define-kind.ts'
import { having, notNegative, positive, someOf, whole } from '../common/field.ts'
import type { PresenterConfig, RollConfig } from './printer-config.ts'
import { PRINTER_PROFILES } from './printer-profile.ts'
import type { PrinterTiming } from './printer-profile.ts'
import { createPrinter } from './printer.ts'
import type { Printer } from './printer.ts'

const bits = whole(1, 255)

const hasPresenter = ({ capabilities }: Printer) => capabilities['presenter'] === true

/** Receipt printers: ESC/POS with and without a presenter. */
export const printer = defineKind({
  create: createPrinter,
  profiles: namesOf(PRINTER_PROFILES),
  fields: {
    timing: someOf<PrinterTiming>({
      answerMs: positive,
      replyGapMs: positive,
      pollMs: positive,
      settleMs: positive,
      proofMs: positive,
      longestProofMs: positive,
    }),
    roll: having(
      'rollMm',
      someOf<RollConfig>({ rollMm: positive, nearEndMm: positive, leftMm: notNegative }),
    ),
    presenter: someOf<PresenterConfig>({
      retractAfterMs: positive,
      binCapacity: whole(1, 10_000),
      inBin: notNegative,
      presenterBits: someOf({ present: bits, jammed: bits }),
    }),
    glyphs: 'byProgramOnly',
  },
  perStation: true,
  operations: {
    recover: { run: (device) => device.recover() },
    paperChanged: { run: (device) => device.paperChanged() },
    retract: { fits: hasPresenter, run: (device) => device.retract() },
    binEmptied: { fits: hasPresenter, run: (device) => device.binEmptied() },
  },
  simulators: { epson: 'printer', clone: 'printer', snbc: 'printer', custom: 'printer' },
  errors: [
    'paperOut',
    'coverOpen',
    'cutterJam',
    'overheated',
    'documentInvalid',
    'mediaJammed',
    'retractBinFull',
  ],
})
