import { pdfText } from '@service-hall/harness/pdf-text'
import { ReconciliationReport } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { aHallFile, asManager, command, startServer } from '../../../../test/builders.ts'
import { asHall, FIFTH, HOUR, aPayingHall } from '../../../../test/payment/reconcile.ts'
import { SYSTEM } from '@service-hall/contract/testing'
import { csvOf } from './csv.ts'
import { pageOf } from './page.ts'
import { pdfOf } from './pdf.ts'
import { reportOf } from './report.ts'
import { tablesOf } from './tables.ts'

const DIFFERENCES = [
  { kind: 'notOurs', fen: 700, reference: 'alipay/=T1' },
  { kind: 'oursOnly', fen: -1_250, reference: 'alipay/T2', day: '2026-01-04' },
] as const
const COMPARED = {
  ...{ lines: 3, fen: 14_320, matched: 2, resolved: 1, waiting: 1, tookMs: 12 },
  ...{ side: 'alipay', day: FIFTH, differences: [...DIFFERENCES] },
}

function aComparedHall() {
  const hall = aPayingHall()
  hall.must(SYSTEM, command('payment.noteReconciled', COMPARED))
  const later = { side: 'wechat', day: FIFTH, is: 'later', why: 'notMade' } as const
  hall.must(SYSTEM, command('payment.noteAwaited', later))
  hall.now += 50 * HOUR
  return hall
}
const reportNow = (hall: ReturnType<typeof aPayingHall>) =>
  ReconciliationReport.parse(reportOf(asHall(hall).state, hall.config, FIFTH as never, hall.now))

test('a report says of each side how far it is, and has the cases of its day with their age', () => {
  const report = reportNow(aComparedHall())
  expect(report.sides.map(({ side, is }) => [side, is])).toEqual([
    ['alipay', 'reconciled'],
    ['wechat', 'waiting'],
    ['unionpay', 'due'],
    ['bankCard', 'due'],
    ['billing', 'due'],
  ])
  expect(report.sides[0]?.result).toMatchObject({ lines: 3, cases: 2, unexplainedFen: -550 })
  expect(report.cases).toMatchObject([{ kind: 'notOurs', fen: 700, ageMs: 50 * HOUR }])
})

test('a case that was closed stays on the report, with how and by whom', () => {
  const hall = aComparedHall()
  const [row] = reportNow(hall).cases
  const closing = { suspenseId: row!.suspenseId, how: 'returned', to: 'billing' } as const
  hall.must(asManager(), command('payment.closeSuspense', closing))
  hall.now += HOUR
  expect(reportNow(hall).cases).toMatchObject([{ ageMs: 50 * HOUR, closed: { how: 'returned' } }])
})

test('the file opens in a spreadsheet in Chinese, and nothing in it is taken for a formula', () => {
  const text = csvOf(tablesOf(reportNow(aComparedHall()), 'zh', 'Asia/Shanghai'))
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text).toContain('对账方,状态,对方笔数')
  expect(text).toContain('支付宝,已对账,3,143.20,2,1,1,2,-5.50\r\n')
  expect(text).toMatch(/等待账单，自 2026-01-05 09:00/)
  expect(text).toContain('单号不属于本厅,7.00,alipay/=T1')
})

test('the page to print carries no script, and texts of others are texts in it', () => {
  const hall = aComparedHall()
  const tables = tablesOf(reportNow(hall), 'en', 'Asia/Shanghai')
  tables.cases.push(['<script>alert(1)</script>'])
  const page = pageOf(tables, 'en')
  expect(page).not.toContain('<script')
  expect(page).toContain('waiting for the bill since 2026-01-05 09:00')
})

test('managers alone are told, as data, file and page', async () => {
  const server = await startServer({
    file: aHallFile({ change: (file) => (file.payments = { ways: [{ channel: 'cash', uses: ['cash'] }] }) }),
  })
  await server.hall.system(command('payment.noteReconciled', { ...COMPARED, side: 'billing' }))
  const path = `/api/payments/reconciliation/${FIFTH}`
  const cookie = await server.signIn('2001')
  const report = ReconciliationReport.parse(await (await server.request(path, { cookie })).json())
  expect(report.sides).toMatchObject([{ side: 'billing', is: 'reconciled' }])
  const file = await server.request(`${path}/csv`, { cookie })
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(Buffer.from(await file.arrayBuffer()).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  const page = await server.request(`${path}/page?language=en`, { cookie })
  expect(await page.text()).toContain('Billing system')
  const pdf = await server.request(`${path}/pdf?language=zh`, { cookie })
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString('latin1'),
  ).toBe('%PDF-')
  expect((await server.request('/api/payments/reconciliation/2026-13-99', { cookie })).status).toBe(400)
  expect((await server.request(path)).status).toBe(401)
  expect((await server.request(path, { cookie: await server.signIn('1001') })).status).toBe(403)
})

test.each(['zh', 'en'] as const)(
  'the PDF says in %s what the page says, on as many pages as it needs',
  async (language) => {
    const tables = tablesOf(reportNow(aComparedHall()), language, 'Asia/Shanghai')
    const [, , row = []] = tables.cases
    const many = { ...tables, cases: [...tables.cases, ...Array.from({ length: 140 }, () => row)] }
    const pdf = await pdfOf(many, language)
    const text = pdfText(pdf).replaceAll('\n', '')
    const said =
      language === 'zh'
        ? ['对账报告', '支付宝', '已对账', '金额（元）']
        : ['Reconciliation', 'Alipay', 'compared']
    for (const one of [...said, '143.20', '-5.50', FIFTH]) expect(text).toContain(one)
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
    expect(pages).toBeGreaterThan(2)
    expect(text).toContain(`${pages} / ${pages}`)
    expect(text.split(tables.cases[0]?.[1] ?? 'no heading').length - 1).toBeGreaterThanOrEqual(pages - 1)
  },
)
