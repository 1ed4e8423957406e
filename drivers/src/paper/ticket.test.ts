import { expect, test } from 'vitest'
import { families } from '../../simulators/printer/family.ts'
import { Machine } from '../../simulators/printer/machine.ts'
import { composePaper } from './compose.ts'
import { documentProblem } from './document-problem.ts'
import type { PaperDocument, PaperWidth } from './document.ts'
import { ticketPaper } from './ticket.ts'

/** Puts a document on the paper of an independently written printer. */
function paperOf(document: PaperDocument) {
  const machine = new Machine(families['epson']!, document.width === 58 ? 32 : 48, 0, () => undefined)
  machine.receive(composePaper(document).bytes)
  expect(machine.unknown).toEqual([])
  expect(machine.buffered).toBe(0)
  return machine.papers.all
}

const aTicket = (width: PaperWidth) =>
  ticketPaper({
    width,
    hall: { zh: '城东供电营业厅', en: 'East City Service Hall' },
    service: { zh: '电费缴纳', en: 'Bill payment' },
    number: 'A012',
    ahead: 3,
    time: '2026-01-05 10:15',
    qr: 'https://hall.example/t/排队号',
    notes: [{ zh: '过号请重新取号', en: 'Missed your call? Take a new ticket.' }],
  })

test('puts a whole ticket on 80 mm paper', () => {
  const [paper] = paperOf(aTicket(80))
  expect(paper!.qr).toEqual(['https://hall.example/t/排队号'])
  expect(paper!.cut).toBe('partial')
  expect(`\n${paper!.text}`).toBe(`
                 城东供电营业厅
             East City Service Hall
------------------------------------------------
                电费缴纳 ×2
                  Bill payment

            A012 ×6

                您前面还有 3 人
             3 people ahead of you
取号时间 Time                   2026-01-05 10:15
------------------------------------------------
        [QR https://hall.example/t/排队号]
                  扫码保存号码
            Scan to keep your number
                 过号请重新取号
      Missed your call? Take a new ticket.
`)
})

test('puts the same ticket on 58 mm paper, the number still large and nothing broken by the printer', () => {
  const [paper] = paperOf(aTicket(58))
  expect(`\n${paper!.text}`).toBe(`
         城东供电营业厅
     East City Service Hall
--------------------------------
        电费缴纳 ×2
          Bill payment

    A012 ×6

        您前面还有 3 人
     3 people ahead of you
取号时间 Time   2026-01-05 10:15
--------------------------------
[QR https://hall.example/t/排队号]
          扫码保存号码
    Scan to keep your number
         过号请重新取号
  Missed your call? Take a new
            ticket.
`)
})

test('announces the length of a QR text in bytes and leaves nothing of it to be printed as text', () => {
  const bytes = composePaper({ width: 80, items: [{ type: 'qr', data: '排队号' }] }).bytes
  expect(bytes.includes(Buffer.from([0x1d, 0x28, 0x6b, 12, 0, 0x31, 0x50, 0x30]))).toBe(true)
})

test('warns of a character that the paper shows as a box', () => {
  const { warnings } = composePaper({ width: 80, items: [{ type: 'text', text: '𠀀先生' }] })
  expect(warnings).toEqual([{ character: '𠀀', shownAs: '□' }])
})

test('still prints a ticket whose link is long, with a smaller symbol', () => {
  const words = { zh: '厅', en: 'Hall' }
  const qr = `https://hall.example/t/${'x'.repeat(600)}`
  const parts = { hall: words, service: words, number: 'A012', ahead: 0, time: '10:15', qr }
  for (const width of [58, 80] as const) {
    expect(documentProblem(ticketPaper({ width, ...parts }))).toBeUndefined()
  }
})
