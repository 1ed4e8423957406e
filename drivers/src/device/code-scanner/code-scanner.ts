import type { ScannerSuffix } from '../../frame/scanner-line.ts'
import type { LinkConfig } from '../../link/config.ts'
import type { Device } from '../common/device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError } from '../common/status.ts'
import type { ScannedCode } from './scanned-code.ts'
import type { ScannerProfile } from './scanner-dialects.ts'
import { SerialCodeScanner } from './serial-code-scanner.ts'

/** A code that was read while nobody asked for one; only of scanners that read all the time. */
export type CodeScannerEvent = { readonly type: 'scanned' } & ScannedCode

/** The code, or why there is none: `timeOut`, `canceled`, or what is wrong with the scanner. */
export type ScanResult = { ok: true; code: ScannedCode } | { ok: false; error: DeviceError }

/** How long one scan may last, ms. */
export type ScanOptions = {
  /** How long to look for a code. */
  timeoutMs: number
  /** Ends the scan early with `canceled`. */
  signal?: AbortSignal
}

/** Which scanner, on which line, and how it is set. */
export type CodeScannerConfig = {
  id: string
  /**
   * `newland` (9600 8N1) and `honeywell` (115200 8N1) are lit for each scan; `line` is any scanner that reads all the
   * time and ends each code by `suffix` (9600 8N1). `link` may say else.
   */
  profile: ScannerProfile
  link: LinkConfig
  /** `continuous`: the scanner is set to read by itself and is never lit or put out. Default: `onDemand`. */
  mode?: 'onDemand' | 'continuous'
  /** What ends a code; default CR, LF or both. */
  suffix?: ScannerSuffix
  /** The scanner is set to put the symbology before each code, as `]Q1`. */
  aimPrefix?: boolean
  /** Bytes of the longest code; default 1,024. */
  maxLength?: number
  /** How long the same code is not taken again, ms; default 1,500. */
  repeatMs?: number
}

/** A scanner of QR codes and barcodes. */
export type CodeScanner = Device<CodeScannerEvent> & {
  readonly kind: 'codeScanner'
  /**
   * Looks for one code. A code read before, or after the scan was over, is never taken; the same code as in the scan
   * before only after a while. The scanner is put out again however the scan ends. Scans wait for each other.
   */
  scan(options: ScanOptions): Promise<ScanResult>
}

/** Makes a code scanner; `start()` begins to keep it alive. */
export function createCodeScanner(
  config: CodeScannerConfig,
  surroundings: DeviceSurroundings = {},
): CodeScanner {
  return new SerialCodeScanner(config, surroundings)
}
