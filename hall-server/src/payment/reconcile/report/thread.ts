// A thread of its own: a PDF with fonts takes half a second of computing, in which the hall has customers to call.
import { parentPort, workerData } from 'node:worker_threads'
import type { Language } from '@service-hall/contract'
import { pdfOf } from './pdf.ts'
import type { Tables } from './tables.ts'

const { tables, language } = workerData as { tables: Tables; language: Language }

pdfOf(tables, language).then(
  (bytes) => parentPort?.postMessage(new Uint8Array(bytes)),
  (error: unknown) => {
    throw error
  },
)
