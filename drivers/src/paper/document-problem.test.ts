import { expect, test } from 'vitest'
import { documentProblem } from './document-problem.ts'
import { receiptPaper } from './receipt.ts'
import { ticketPaper } from './ticket.ts'

const words = { zh: '城东供电营业厅', en: 'East City Service Hall' }
const dot = { width: 1, height: 1, data: new Uint8Array(1) }

function problem(...items: unknown[]): string | undefined {
  return documentProblem({ width: 80, items })
}

test('finds nothing wrong with an item of every type', () => {
  const all = [
    { type: 'text', text: '', align: 'right', width: 8, height: 8, bold: true },
    { type: 'columns', cells: [{ text: 'a', share: 0.5, align: 'center' }], bold: false },
    { type: 'rule', character: '═' },
    { type: 'qr', data: 'x', module: 16, level: 'H', align: 'left' },
    { type: 'qr', data: 'x'.repeat(1_273) },
    { type: 'barcode', data: '1', height: 255, module: 6, digits: false },
    { type: 'image', bitmap: dot, align: 'center' },
    { type: 'feed', lines: 0 },
    { type: 'feed', lines: 255 },
    { type: 'cut', mode: 'full' },
  ]
  expect(documentProblem({ width: 58, items: all })).toBeUndefined()
  const ticket = { hall: words, service: words, number: 'A012', ahead: 1, time: '10:15', qr: 'x' }
  expect(documentProblem(ticketPaper({ width: 58, ...ticket }))).toBeUndefined()
  const receipt = receiptPaper({
    ...{
      width: 58,
      hall: words,
      payee: '供电公司',
      account: '****1234',
      channel: 'cash',
      trace: '7',
      time: 't',
    },
    items: [{ name: '电费', fen: 8_640 }],
    totalFen: 8_640,
    barcode: '202601050042',
  })
  expect(documentProblem(receipt)).toBeUndefined()
})

test.each([
  [5, 'a document has a "width" and "items"; this is a number'],
  [undefined, 'a document has a "width" and "items"; this is nothing'],
  [{ items: [] }, 'width must be 58 or 80, not nothing'],
  [{ width: 72, items: [] }, 'width must be 58 or 80, not 72'],
  [{ width: 80 }, 'items must be a list, not nothing'],
  [{ width: 80, items: 'A012' }, 'items must be a list, not a text'],
  [{ width: 80, items: [] }, 'the document has no items'],
  [{ width: 80, items: [{ type: 'cut' }].values() }, 'items can be gone through only once'],
])('refuses %j as a document', (document, sentence) => {
  expect(documentProblem(document)).toBe(sentence)
})

test.each([
  [5, 'item 2 must be an item with a "type", not a number'],
  [{}, 'item 2 has no "type"; there are text, columns, rule, qr, barcode, image, feed, cut'],
  [{ type: 'tetx' }, /^item 2 has the unknown type "tetx"; there are text, /],
  [{ type: 'toString' }, /unknown type/],
  [{ type: 'text' }, 'item 2 (text): text is missing; it must be a text'],
  [{ type: 'text', text: 5 }, 'item 2 (text): text must be a text, not a number'],
  [{ type: 'text', text: 'a', align: 'middle' }, /align must be left, center or right, not "middle"$/],
  [{ type: 'text', text: 'a', width: 9 }, /width must be a whole number from 1 to 8, not 9$/],
  [{ type: 'text', text: 'a', bold: 'yes' }, /bold must be true or false, not "yes"$/],
  [{ type: 'text', text: 'a', blod: true }, /no field "blod"; there are text, align, width, height, bold$/],
  [{ type: 'columns', cells: [] }, /cells must be a list of at least one cell, not a list$/],
  [{ type: 'columns', cells: [{ text: 'a', share: 1 }, 5] }, /cell 2 must have a text and a share/],
  [{ type: 'columns', cells: [{ text: 'a', share: 0 }] }, /cell 1: share must be a number above 0, not 0$/],
  [
    { type: 'columns', cells: Array(30).fill({ text: '', share: 1 }) },
    'item 2 (columns): 30 columns on 48 cells',
  ],
  [{ type: 'rule', character: '\n' }, /character must be a printable character/],
  [{ type: 'qr', data: '' }, /data must be a text that is not empty, not an empty text$/],
  [{ type: 'qr', data: 'x', module: 20 }, 'item 2 (qr): module must be a whole number from 1 to 16, not 20'],
  [{ type: 'qr', data: 'x', level: 'l' }, /level must be L, M, Q or H, not "l"$/],
  [{ type: 'qr', data: 'x'.repeat(2_000) }, 'item 2 (qr): QR text of 2000 bytes, at most 1273'],
  [
    { type: 'qr', data: 'x'.repeat(200), module: 16 },
    'item 2 (qr): module must be at most 10 for 200 bytes, not 16',
  ],
  [{ type: 'barcode', data: '电' }, 'item 2 (barcode): CODE128 takes printable ASCII'],
  [{ type: 'barcode', data: 'A'.repeat(40) }, 'item 2 (barcode): barcode 950 dots wide, at most 576'],
  [{ type: 'image', bitmap: 'logo.png' }, /bitmap must be \{ width, height, data \}, data being bytes/],
  [
    { type: 'image', bitmap: { ...dot, width: 600 } },
    /picture of 600 × 1 dots in 1 bytes, at most 576 wide$/,
  ],
  [{ type: 'feed', lines: 2.5 }, /lines must be a whole number from 0 to 255, not 2.5$/],
  [{ type: 'cut', mode: null }, /mode must be partial or full, not null$/],
])('refuses %j as an item', (item, sentence) => {
  const found = problem({ type: 'rule' }, item)
  if (typeof sentence === 'string') expect(found).toBe(sentence)
  else expect(found).toMatch(sentence)
})

test('repeats no text of the document', () => {
  const secret = 'NOBODY-990000'
  for (const item of [
    { type: 'text', text: [secret] },
    { type: 'columns', cells: secret },
    { type: 'columns', cells: [secret] },
    { type: 'qr', data: `${secret}\n` },
    { type: 'barcode', data: `${secret}电` },
    { type: 'image', bitmap: secret },
  ]) {
    expect(problem(item)).toMatch(/^item 1 \((text|columns|qr|barcode|image)\): /)
    expect(problem(item)).not.toContain(secret)
  }
})

test('gives what a source of items or of pictures throws as a problem', () => {
  const items = {
    *[Symbol.iterator]() {
      yield { type: 'rule' }
      throw new Error('the journal is closed')
    },
  }
  expect(documentProblem({ width: 80, items })).toBe('the journal is closed')
  const glyphs = () => {
    throw new TypeError('no font')
  }
  expect(documentProblem({ width: 80, items: [{ type: 'text', text: '㐀' }] }, { glyphs })).toBe(
    'item 1 (text): no font',
  )
})
