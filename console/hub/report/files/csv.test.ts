import type { ReportHead } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { CsvFile } from './csv.ts'

test('texts that a spreadsheet would take for a formula stay texts, in half and full width; figures stay figures', () => {
  const head: ReportHead = {
    title: '一天',
    note: 'a, b',
    columns: [
      { title: '业务', kind: 'text' },
      { title: '占比', kind: 'share' },
    ],
  }
  let text = ''
  const file = new CsvFile(head, (bytes) => (text += Buffer.from(bytes).toString('utf8')))
  file.rows([
    ['=1+1', 0.5],
    ['＝1+1', null],
    ['@x "y"', -0.25],
  ])
  expect(text).toBe(
    ['\uFEFF一天', '"a, b"', '业务,占比', "'=1+1,50.0%", "'＝1+1,", `"'@x ""y""",-25.0%`, ''].join('\r\n'),
  )
})
