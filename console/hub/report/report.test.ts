import { REPORT_COLUMN_NAMES } from '@service-hall/contract'
import type { ReportCell, ReportPreview, ReportSeen, ReportsSeen } from '@service-hall/contract'
import exceljs from 'exceljs'
import { expect, onTestFinished, test } from 'vitest'
import { anAccount, anAdministrator, freshId } from '../../test/console-client.ts'
import type { ConsoleClient } from '../../test/console-client.ts'
import { ENGINES } from '../../test/engines.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub, TestHubOptions } from '../../test/hub.ts'
import { FactsOfHall } from '../../test/random-day.ts'
import { daysOf, partsOf } from './period.ts'

/** The day of the facts below. */
const DAY = '2026-01-05'

/** Facts of a morning: `served` customers, one of whom rates. */
function aMorning(served: number): FactsOfHall {
  const facts = new FactsOfHall()
  const step = (action: 'issue' | 'call' | 'start' | 'complete', waitMs: number) =>
    facts.do({ action, counter: 1, pick: 0, waitMs })
  for (let n = 0; n < served; n += 1) {
    step('issue', 1_000)
    step('call', 60_000)
    step('start', 1_000)
    step('complete', 119_000)
  }
  return facts
}

async function aRegion(options: TestHubOptions = {}) {
  const hub = await aHub({ organised: true, ...options })
  const admin = await anAdministrator(hub)
  for (const [regionId, hallId, served] of [
    ['east', 'H1', 3],
    ['west', 'H2', 5],
  ] as const) {
    const name = { zh: regionId === 'east' ? '东区' : '西区', en: regionId }
    await admin.command('organisation.addRegion', { regionId, parentId: 'root', name })
    const key = aForeignKey()
    await admin.command('organisation.admitHall', { hallId, key: key.publicKey, regionId, tier: 'A' })
    const { hall } = await ForeignHall.greet({ url: hub.url, hallId, key })
    onTestFinished(() => void hall.socket.disconnect())
    const { entries } = aMorning(served)
    await hall.sendText(JSON.stringify({ epoch: 'first', from: 1, to: entries.length, entries, marks: [] }))
  }
  return { hub, admin }
}

const specOf = (change: Record<string, unknown> = {}) => ({
  ...{ title: '=每日情况', place: { regionId: 'root' }, tier: null, rows: ['region'] },
  ...{
    period: { kind: 'days', from: DAY, to: DAY },
    columns: ['served', 'meanWait', 'handlingP90', 'ratedShare'],
  },
  ...change,
})
const preview = async (client: ConsoleClient, spec = specOf(), language = 'zh') =>
  (await client.ask('POST', '/api/reports/preview', { spec, language })).body as unknown as ReportPreview

async function whenRolled(client: ConsoleClient): Promise<void> {
  await expect
    .poll(async () => (await preview(client)).rows?.map((row) => row[1]), {
      timeout: 60_000,
      interval: 2_500,
    })
    .toEqual([3, 5])
}

/** The report when it is over, asked for every now and then. */
async function made(client: ConsoleClient, id: string): Promise<ReportSeen> {
  const look = async () => {
    const { reports } = (await client.ask('GET', '/api/reports')).body as unknown as ReportsSeen
    return reports.find(({ reportId }) => reportId === id)
  }
  await expect.poll(async () => (await look())?.state, { timeout: 60_000 }).toMatch(/done|failed|cancelled/)
  return (await look()) as ReportSeen
}

async function fileOf(hub: TestHub, client: ConsoleClient, id: string): Promise<Buffer> {
  const answer = await fetch(`${hub.url}/api/reports/${id}/file`, { headers: { cookie: client.cookie } })
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

test.for(ENGINES)(
  'a report is the same in a look, as CSV, as a workbook and on paper (%s)',
  async (engine) => {
    const { hub, admin } = await aRegion({ engine })
    await whenRolled(admin)
    const { head, rows, more } = await preview(admin)
    expect(head.columns.map(({ title }) => title)).toEqual([
      '区域',
      '办结数',
      '平均等候（秒）',
      '办理 P90（秒）',
      '评价率',
    ])
    // Arrival to call 60 s; call to end 120 s, of which a percentile may tell up to half a second and 0.8 % too much.
    const handling = expect.closeTo(120, 0.5) as number
    expect(rows).toEqual([
      ['东区', 3, 60, handling, 0],
      ['西区', 5, 60, handling, 0],
    ])
    expect(more).toBe(false)
    const files: Record<string, Buffer> = {}
    for (const format of ['csv', 'xlsx', 'pdf']) {
      const id = freshId()
      const order = { id, order: { spec: specOf(), format, language: 'zh' } }
      expect((await admin.ask('POST', '/api/reports', order)).status).toBe(202)
      expect(await made(admin, id)).toMatchObject({ state: 'done', done: 2 })
      files[format] = await fileOf(hub, admin, id)
    }
    const lines = files['csv']?.toString('utf8').split('\r\n') ?? []
    // A title like a formula stays text.
    expect(lines[0]).toBe("\uFEFF'=每日情况")
    expect(lines.slice(2, 5)).toEqual([
      '区域,办结数,平均等候（秒）,办理 P90（秒）,评价率',
      expect.stringMatching(/^东区,3,60\.0,1[12]\d\.\d,0\.0%$/),
      expect.stringMatching(/^西区,5,60\.0,1[12]\d\.\d,0\.0%$/),
    ])
    const book = new exceljs.Workbook()
    await book.xlsx.load(files['xlsx'] as never)
    const cells = (number: number) => (book.worksheets[0]?.getRow(number).values as ReportCell[]).slice(1)
    expect(cells(1)).toEqual(['=每日情况'])
    expect([cells(4), cells(5)]).toEqual(rows)
    const pdf = files['pdf']?.toString('latin1') ?? ''
    expect(pdf.slice(0, 5)).toBe('%PDF-')
    expect(pdf).toContain('/CIDFontType0C')
  },
)

test('each row stands for what it says: halls of a region, weeks of a period, services of a hall', async () => {
  const { admin } = await aRegion()
  await whenRolled(admin)
  const rowsBy = async (change: Record<string, unknown>) =>
    (await preview(admin, specOf({ columns: ['served'], ...change }), 'en')).rows
  expect(await rowsBy({ rows: ['hall', 'day'] })).toEqual([
    [expect.stringMatching(/ H1$/), DAY, 3],
    [expect.stringMatching(/ H2$/), DAY, 5],
  ])
  const period = { kind: 'days', from: '2025-12-20', to: '2026-01-10' }
  expect(await rowsBy({ rows: ['week'], period })).toEqual([['2026-01-05', 8]])
  expect(await rowsBy({ rows: ['month'], period })).toEqual([['2026-01', 8]])
  const byService = await rowsBy({ rows: ['service'], place: { hallId: 'H1' } })
  expect(byService.filter(([, served]) => served !== 0)).toEqual([[expect.any(String), 3]])
  expect(await rowsBy({ tier: 'D' })).toEqual([])
  const every = await preview(admin, specOf({ columns: REPORT_COLUMN_NAMES }))
  expect(every.rows.map((row) => row.length)).toEqual([15, 15])
  // Regions of the same name are told apart, also in letters.
  const name = { zh: '东区', en: 'east' }
  await admin.command('organisation.addRegion', { regionId: 'east2', parentId: 'root', name })
  await admin.command('organisation.moveHall', { hallId: 'H2', regionId: 'east2' })
  const shown = await preview(admin)
  expect(shown.rows.map(([region]) => region).sort()).toEqual(['东区 (east)', '东区 (east2)'])
})

test('a report shows what its account sees, to that account alone', async () => {
  const { hub, admin } = await aRegion()
  await whenRolled(admin)
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  const wanted = (place: object) => ({
    id: freshId(),
    order: { spec: specOf({ place }), format: 'csv', language: 'zh' },
  })
  for (const place of [{ regionId: 'west' }, { regionId: 'root' }, { hallId: 'H2' }])
    expect((await east.ask('POST', '/api/reports', wanted(place))).status).toBe(404)
  const own = wanted({ regionId: 'east' })
  expect((await east.ask('POST', '/api/reports', own)).status).toBe(202)
  expect(await made(east, own.id)).toMatchObject({ state: 'done' })
  expect((await admin.ask('GET', `/api/reports/${own.id}/file`)).status).toBe(404)
  expect((await fileOf(hub, east, own.id)).length).toBeGreaterThan(10)
  // What one saw one may see no more.
  await admin.command('account.grant', { accountId: 'S1', regionId: 'west', role: 'viewer' })
  await admin.command('account.ungrant', { accountId: 'S1', regionId: 'east' })
  await expect
    .poll(async () => (await east.ask('GET', `/api/reports/${own.id}/file`)).status, { timeout: 20_000 })
    .toBe(404)
})

test('one is ordered once, can be given up, and no more than five are under way', async () => {
  const { admin } = await aRegion()
  const id = freshId()
  const order = (one: string) => ({ id: one, order: { spec: specOf(), format: 'csv', language: 'zh' } })
  const ids = [id, id, ...Array.from({ length: 4 }, freshId)]
  const states = await Promise.all(
    ids.map(async (one) => (await admin.ask('POST', '/api/reports', order(one))).status),
  )
  expect(states).toEqual(Array(6).fill(202))
  const { reports } = (await admin.ask('GET', '/api/reports')).body as unknown as ReportsSeen
  expect(reports).toHaveLength(5)
  for (const { reportId } of reports) {
    expect((await admin.ask('DELETE', `/api/reports/${reportId}`)).status).toBe(204)
    expect((await admin.ask('DELETE', `/api/reports/${reportId}`)).status).toBe(204)
  }
  expect(((await admin.ask('GET', '/api/reports')).body as unknown as ReportsSeen).reports).toEqual([])
})

test.for(ENGINES)(
  'what is scheduled comes once when its day is over, of two nodes together (%s)',
  async (engine) => {
    const { hub, admin } = await aRegion({ engine })
    await hub.another()
    const scheduleId = freshId()
    const order = { spec: specOf({ period: { kind: 'last', unit: 'day' } }), format: 'csv', language: 'en' }
    const fixed = { ...order, spec: specOf() }
    const refused = await admin.command('report.schedule', { scheduleId, order: fixed, hour: 0 })
    expect(refused.body).toMatchObject({ code: 'report.fixedPeriod' })
    expect((await admin.command('report.schedule', { scheduleId, order, hour: 0 })).status).toBe(200)
    const list = async () => ((await admin.ask('GET', '/api/reports')).body as unknown as ReportsSeen).reports
    await expect
      .poll(async () => (await list()).map(({ state }) => state), { timeout: 60_000 })
      .toEqual(['done'])
    expect(await list()).toMatchObject([{ scheduleId, title: '=每日情况' }])
    expect((await admin.command('report.unschedule', { scheduleId })).status).toBe(200)
  },
)

test('days of periods', () => {
  // 2026-11-30 is a Monday.
  const last = (unit: 'day' | 'week' | 'month') => daysOf({ kind: 'last', unit }, '2026-11-30')
  expect(last('day')).toEqual({ from: '2026-11-29', to: '2026-11-29' })
  expect(last('week')).toEqual({ from: '2026-11-23', to: '2026-11-29' })
  expect(last('month')).toEqual({ from: '2026-10-01', to: '2026-10-31' })
  expect(daysOf({ kind: 'last', unit: 'month' }, '2026-01-01')).toEqual({
    from: '2025-12-01',
    to: '2025-12-31',
  })
  expect(partsOf({ from: '2026-02-27', to: '2026-03-03' }, 'month')).toEqual([
    { from: '2026-02-27', to: '2026-02-28', name: '2026-02' },
    { from: '2026-03-01', to: '2026-03-03', name: '2026-03' },
  ])
  expect(partsOf({ from: '2026-11-29', to: '2026-12-01' }, 'week')).toEqual([
    { from: '2026-11-29', to: '2026-11-29', name: '2026-11-23' },
    { from: '2026-11-30', to: '2026-12-01', name: '2026-11-30' },
  ])
})
