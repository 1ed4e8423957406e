// A thread of its own: a PDF with fonts takes half a second of computing, in which the hall has customers to call.
import { parentPort, workerData } from 'node:worker_threads'
import { receiptPdf } from './pdf.ts'
import type { ReceiptSheet } from './sheet.ts'

receiptPdf(workerData as ReceiptSheet).then(
  (bytes) => parentPort?.postMessage(new Uint8Array(bytes)),
  (error: unknown) => {
    throw error
  },
)
