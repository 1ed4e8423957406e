// A thread of its own: writing a workbook or a PDF takes seconds of computing, in which the hub has halls to listen to.
import { parentPort, workerData } from 'node:worker_threads'
import type { ReportCell, ReportFormat, ReportHead } from '@service-hall/contract'
import { CsvFile } from './csv.ts'
import { PdfFile } from './pdf.ts'
import { XlsxFile } from './xlsx.ts'

export type ToThread = { rows: ReportCell[][] } | 'end'
export type FromThread = { bytes: Uint8Array } | 'more' | 'ended'

const FILES = { csv: CsvFile, xlsx: XlsxFile, pdf: PdfFile }
const { head, format } = workerData as { head: ReportHead; format: ReportFormat }
const say = (said: FromThread): void => parentPort?.postMessage(said)
const file = new FILES[format](head, (bytes) => say({ bytes }))
say('more')
parentPort?.on('message', (told: ToThread) => {
  if (told !== 'end') {
    file.rows(told.rows)
    // What streams hold back goes out before more comes.
    setImmediate(() => say('more'))
    return
  }
  file.end().then(
    () => {
      say('ended')
      parentPort?.close()
    },
    (error: unknown) => {
      throw error
    },
  )
})
