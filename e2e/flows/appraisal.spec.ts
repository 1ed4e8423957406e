import { expectAccessible } from '../fixtures/axe.ts'
import { PASSWORD } from '../fixtures/region.ts'
import { expect, test } from '../fixtures/test.ts'

const shots = process.env['ROSTER_SHOTS']

test('a supervisor appraises staff down to the facts, and closes the period', async ({ region, browser }) => {
  await region.begin()
  await region.command('organisation.addRegion', {
    ...{ regionId: 'east', parentId: 'root', name: { zh: '东区公司', en: 'East' } },
  })
  await region.account('S1', 'east', 'supervisor')
  const { facts, send } = await region.hall('H1', 'east')
  for (let at = 0; at < 60; at += 1) {
    const counter = 1 + (at % 2)
    facts.do({ action: 'issue', counter, pick: at, waitMs: 30_000 })
    facts.do({ action: 'call', counter, pick: 0, waitMs: 60_000 })
    facts.do({ action: 'start', counter, pick: 0, waitMs: 1_000 })
    facts.do({ action: 'complete', counter, pick: 0, waitMs: counter * 120_000 })
    facts.do({ action: 'rate', counter, pick: 4, waitMs: 1_000 })
    // A batch has its bound.
    if (at % 20 === 19) await send()
  }
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1366, height: 900 } })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${region.url}/appraisal?kind=charge&from=2026-01-01&to=2026-01-31`)
  await page.getByLabel('账号').fill('S1')
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} S1`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('没有可考核的对象')).toBeVisible()
  for (const [at, name] of ['王小明', '李丽'].entries())
    await page.evaluate(
      async ([number, called, id]) => {
        const body = {
          ...{ id, hallId: 'H1', kinds: ['charge'], skills: [], share: 100, from: '2025-01-01', until: null },
          name: called,
        }
        await fetch(`/api/people/${number ?? ''}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      },
      [`100${at + 1}`, name, crypto.randomUUID()],
    )
  const row = page.locator('[data-subject="1001"]')
  // Roll-ups follow the facts within about a second.
  await expect(async () => {
    await page.reload()
    await expect(row).toContainText('n = 30', { timeout: 5_000 })
  }).toPass()
  await expect(row).toContainText('王小明')
  await expectAccessible(page, 'the appraisal')
  if (shots) await page.screenshot({ path: `${shots}/appraisal-zh.png`, fullPage: true })
  // Every figure of both leads to its days and facts, and from there to the page of all of them.
  const behind = page.getByRole('dialog')
  for (const number of ['1001', '1002']) {
    const figures = page.locator(`[data-subject="${number}"]`).getByRole('button')
    expect(await figures.count()).toBeGreaterThan(1)
    for (let at = 0; at < (await figures.count()); at += 1) {
      await figures.nth(at).click()
      await behind.getByRole('button', { name: '2026-01-05' }).click()
      await expect(behind.locator('[data-behind]').first()).toBeVisible()
      if (number === '1001' && at === 0) {
        await expectAccessible(page, 'what is behind a figure')
        if (shots) await page.screenshot({ path: `${shots}/behind-zh.png` })
      }
      await behind.getByRole('button', { name: '关闭' }).click()
    }
  }
  await row.getByRole('button').first().click()
  await behind.getByRole('button', { name: '2026-01-05' }).click()
  await behind.getByRole('link', { name: '查看全部记录' }).click()
  await expect(page.locator('[data-fact]').first()).toBeVisible()
  await page.goBack()
  await expect(row).toBeVisible()

  await page.getByRole('button', { name: '封存本期' }).click()
  await page.getByRole('button', { name: /收费柜台 · 2026-01-01/ }).click()
  await page.getByLabel('对象').selectOption('1002')
  await page.getByLabel('理由').fill('当日系统故障')
  await page.getByRole('button', { name: '申诉' }).click()
  await expect(page.getByText('当日系统故障')).toBeVisible()
  await page.getByLabel('理由').first().fill('情况属实')
  await page.getByRole('button', { name: '支持' }).click()
  await expect(page.getByText('已支持')).toBeVisible()
  await expectAccessible(page, 'a closed period')
  await page.getByText('指标', { exact: true }).click()
  await expect(page.getByText(/可用的量/)).toBeVisible()
  await page.getByLabel('分子').first().fill('served - nothing')
  await expect(page.getByText('公式无法识别').first()).toBeVisible()
  await expectAccessible(page, 'the indicators')
  if (shots) await page.screenshot({ path: `${shots}/indicators-zh.png`, fullPage: true })
  expect(faults).toEqual([])
})
