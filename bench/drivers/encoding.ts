import { composePaper, ticketPaper } from '@service-hall/drivers'

const SECONDS = 2

/** Tickets composed to ESC/POS bytes in a second, each with a number and a QR text of its own. */
export function benchEncoding(): number {
  let composed = 0
  let bytes = 0
  const began = performance.now()
  while (performance.now() - began < SECONDS * 1_000) {
    bytes += composePaper(aTicket(composed)).bytes.length
    composed += 1
  }
  if (bytes === 0) throw new Error('nothing was composed')
  return Math.round((composed / (performance.now() - began)) * 1_000)
}

function aTicket(count: number) {
  const number = `A${String(count % 1_000).padStart(3, '0')}`
  return ticketPaper({
    width: 80,
    hall: { zh: '城东供电营业厅', en: 'East City Service Hall' },
    service: { zh: '电费缴纳', en: 'Bill payment' },
    number,
    ahead: count % 40,
    time: '2026-01-05 10:15',
    qr: `https://hall.example/t/${number}`,
    notes: [{ zh: '过号请到柜台', en: 'Missed your number? Please ask at a counter.' }],
  })
}
