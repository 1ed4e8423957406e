import { readFile } from 'node:fs/promises'
import { expectAccessible } from '../fixtures/axe.ts'
import { PASSWORD } from '../fixtures/region.ts'
import { expect, picture, test } from '../fixtures/test.ts'

test('a report is looked at, exported, fetched and scheduled', async ({ region, browser }) => {
  await region.begin()
  const { facts, send } = await region.hall('H1', 'root')
  for (const action of ['issue', 'call', 'start', 'complete'] as const)
    facts.do({ action, counter: 1, pick: 0, waitMs: 30_000 })
  await send()
  const context = await browser.newContext({ locale: 'zh-CN', acceptDownloads: true })
  const page = await context.newPage()
  await page.goto(`${region.url}/reports?period=days&from=2026-01-05&to=2026-01-05&figures=served,meanWait`)
  await page.getByLabel('账号').fill('admin')
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()

  const preview = page.getByRole('group', { name: '预览' })
  const row = preview.getByRole('row').filter({ hasText: 'H1' })
  // The figures follow the facts within about a second: what was asked too early is asked again by a change.
  await expect(async () => {
    await page.getByLabel('窗口', { exact: true }).click()
    await page.getByLabel('窗口', { exact: true }).click()
    await expect(row.first()).toContainText('30.0', { timeout: 3_000 })
  }).toPass()
  await page.getByLabel('报表名称').fill('一天')
  await page.getByLabel('格式').selectOption('csv')
  await page.getByRole('button', { name: '导出' }).click()
  await expect(page.getByText('已完成，1 行')).toBeVisible()
  await expectAccessible(page, 'reports')
  await picture(page, 'console-reports')
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载' }).click()
  const file = await (await coming).path()
  expect((await readFile(file, 'utf8')).split('\r\n')[2]).toBe('营业厅,办结数,平均等候（秒）')

  // A long one: rows count up, and a press gives it up.
  let rows = 45_000
  let isGiven = false
  const long = (): object => ({
    ...{
      reportId: '01a2299a-8f50-703f-b7f5-e494f2e15450',
      title: '全年明细',
      format: 'csv',
      madeAt: Date.now(),
    },
    ...{ state: isGiven ? 'cancelled' : 'running', done: rows, size: 0, code: null, scheduleId: null },
  })
  await page.route('**/api/reports', (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ json: { ok: true, reports: [long()], schedules: [] } })
      : route.continue(),
  )
  await page.route('**/api/reports/01a2299a*', (route) => {
    isGiven = route.request().method() === 'DELETE'
    return route.fulfill({ status: 204 })
  })
  const running = page.getByRole('row').filter({ hasText: '全年明细' })
  await expect(running).toContainText('45000')
  rows = 50_000
  await expect(running).toContainText('50000')
  await running.getByRole('button', { name: '取消' }).click()
  await expect(running).toContainText('已取消')
  expect(isGiven).toBe(true)
  await page.unroute('**/api/reports')

  await page.getByText('上一周').click()
  await page.getByRole('button', { name: '定期生成' }).click()
  await expect(page.getByText('每周 6 时起')).toBeVisible()
  await context.close()
})
