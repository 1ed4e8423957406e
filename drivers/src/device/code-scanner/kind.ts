import { defineKind, namesOf } from '../common/define-kind.ts'
import { flag, notNegative, oneOf, whole } from '../common/field.ts'
import { createCodeScanner } from './code-scanner.ts'
import { scannerDialects } from './scanner-dialects.ts'

/** 扫码器: scanners of QR codes and barcodes. */
export const codeScanner = defineKind({
  create: createCodeScanner,
  profiles: namesOf(scannerDialects),
  fields: {
    mode: oneOf('onDemand', 'continuous'),
    suffix: oneOf('crlf', 'tab'),
    aimPrefix: flag,
    maxLength: whole(1, 65_535),
    repeatMs: notNegative,
  },
  perStation: true,
  simulators: { newland: 'code-scanner', honeywell: 'code-scanner', line: 'code-scanner' },
  errors: [],
})
