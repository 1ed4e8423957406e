import type { FrameReader } from '../../frame/frame-reader.ts'
import { createHoneywellReader, encodeHoneywellMenu, HONEYWELL_TRIGGER } from '../../frame/honeywell.ts'
import { createNewlandReader, encodeNewland, newlandSignOfLife } from '../../frame/newland.ts'
import { createScannerReader } from '../../frame/scanner-line.ts'
import type { ScannerFrame, ScannerReaderOptions } from '../../frame/scanner-line.ts'

export type ScannerProfile = 'newland' | 'honeywell' | 'line'

/** A command, and the beginning of its reply if it has one. */
export type ScannerCommand = { bytes: Uint8Array; reply?: string }

/** How the scanners of one maker are spoken to. */
export type ScannerDialect = {
  maker: string
  baud: number
  createReader(options: ScannerReaderOptions): FrameReader<ScannerFrame>
  /** Lights and puts out; a scanner without it reads all the time. */
  trigger?: { on: ScannerCommand; off: ScannerCommand } | undefined
  /** Changes nothing; its reply comes behind everything that was read before. */
  query?: Required<ScannerCommand>
  signOfLife?: Uint8Array
}

export const scannerDialects: Readonly<Record<ScannerProfile, ScannerDialect>> = {
  newland: {
    maker: 'Newland',
    baud: 9_600,
    createReader: createNewlandReader,
    trigger: {
      on: { bytes: encodeNewland('SCNTRG1'), reply: 'SCNTRG1' },
      off: { bytes: encodeNewland('SCNTRG0'), reply: 'SCNTRG0' },
    },
    query: { bytes: encodeNewland('SCNMOD*'), reply: 'SCNMOD' },
    signOfLife: newlandSignOfLife,
  },
  honeywell: {
    maker: 'Honeywell',
    baud: 115_200,
    createReader: createHoneywellReader,
    trigger: { on: { bytes: HONEYWELL_TRIGGER.on }, off: { bytes: HONEYWELL_TRIGGER.off } },
    query: { bytes: encodeHoneywellMenu('TRGMOD?'), reply: 'TRGMOD' },
  },
  line: { maker: 'any', baud: 9_600, createReader: createScannerReader },
}
