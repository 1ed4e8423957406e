import { expectAccessible } from '../fixtures/axe.ts'
import { PASSWORD } from '../fixtures/region.ts'
import { expect, test } from '../fixtures/test.ts'

const WEEK = '2026-01-12'
const shots = process.env['ROSTER_SHOTS']

test('a supervisor goes from the forecast to a published and printed roster', async ({ region, browser }) => {
  await region.begin()
  await region.command('organisation.addRegion', {
    ...{ regionId: 'east', parentId: 'root', name: { zh: '东区公司', en: 'East' } },
  })
  await region.account('S1', 'east', 'supervisor')
  await region.account('S2', 'east', 'viewer')
  const { facts, send } = await region.hall('H1', 'east')
  for (let at = 0; at < 60; at += 1) facts.do({ action: 'issue', counter: 1, pick: at, waitMs: 90_000 })
  facts.open('2026-01-06', 22 * 3_600_000)
  await send()

  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1366, height: 900 } })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${region.url}/people`)
  await page.getByLabel('账号').fill('S1')
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} S1`)
  await page.getByRole('button', { name: '登录', exact: true }).click()

  const names = ['王小明', '李丽', '赵强', '孙悦', '周婷']
  for (const [at, name] of names.entries()) {
    await page.getByRole('button', { name: '新增员工' }).click()
    const form = page.getByRole('dialog')
    // However it is typed, it is one number.
    await form.getByLabel('工号').fill(at === 0 ? '１０ ０１' : `100${at + 1}`)
    await form.getByLabel('姓名').fill(name)
    await form.getByLabel('上岗日期').fill('2025-01-01')
    for (const box of await form.getByRole('group', { name: '可办业务' }).getByRole('checkbox').all())
      await box.check()
    if (at === 0) await expectAccessible(page, 'the form of a person')
    await form.getByRole('button', { name: '保存' }).click()
    await expect(page.locator(`[data-person="100${at + 1}"]`)).toContainText(name)
  }
  await page.locator('[data-person="1001"]').getByRole('button', { name: '请假与培训' }).click()
  await page.getByLabel('第一天').fill(WEEK)
  await page.getByLabel('最后一天').fill('2026-01-13')
  await page.getByRole('button', { name: '登记请假' }).click()
  await page.getByRole('button', { name: '批准', exact: true }).click()
  await expect(page.getByText('已批准')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
  await expectAccessible(page, 'the staff')
  if (shots) await page.screenshot({ path: `${shots}/people-zh.png`, fullPage: true })

  await page.goto(`${region.url}/roster?hall=H1&week=${WEEK}`)
  await expect(page.locator('[data-state]')).toHaveText('尚未排班')
  await expect(page.getByText(/预测：过去八周/)).toBeVisible()
  await page.getByRole('button', { name: '自动排班' }).click()
  await expect(page.locator('[data-proposal]')).toContainText('排班建议')
  await expect(page.locator('[data-row="1001"] td').first()).toContainText('休假')
  await expect(page.locator('[data-row="1002"] td.set').first()).toBeVisible()

  // A hand that breaks a rule is told so at once: seven days in a row.
  const monday = page.locator('[data-row="1002"] td').first().getByRole('button')
  await monday.focus()
  for (let day = 0; day < 7; day += 1) {
    await page.keyboard.press('1')
    if (day < 6) await page.keyboard.press('ArrowRight')
  }
  await expect(page.getByText('李丽 连续工作 7 天，超过 6 天')).toBeVisible()
  await page.keyboard.press('Delete')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Delete')
  await expect(page.getByText('李丽 连续工作 7 天，超过 6 天')).toBeHidden()
  await expectAccessible(page, 'the roster')
  if (shots) await page.screenshot({ path: `${shots}/roster-zh.png`, fullPage: true })

  await page.getByRole('button', { name: '发布', exact: true }).click()
  await expect(page.locator('[data-state]')).toHaveText('已发布 · 第 1 版')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('grid')).toBeVisible()
  await expect(page.getByRole('button', { name: '发布', exact: true })).toBeHidden()
  const printed = await page.pdf({ format: 'A4', landscape: true })
  expect(printed.byteLength).toBeGreaterThan(10_000)
  if (shots) await page.screenshot({ path: `${shots}/roster-print.png` })
  await page.emulateMedia({ media: 'screen' })

  const other = await browser.newPage({
    locale: 'en',
    viewport: { width: 1366, height: 900 },
    colorScheme: 'dark',
  })
  await other.goto(`${region.url}/roster?hall=H1&week=${WEEK}`)
  await other.evaluate(() => localStorage.setItem('service-hall.language', 'en'))
  await other.reload()
  await other.getByLabel('Account').fill('S2')
  await other.getByLabel('Password', { exact: true }).fill(`${PASSWORD} S2`)
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other.locator('[data-state]')).toHaveText('Published · version 1')
  await expect(other.getByText('You can see what was published, not change it.')).toBeVisible()
  await expect(other.getByText('王小明')).toBeHidden()
  await expect(other.getByRole('button', { name: 'Publish' })).toBeHidden()
  await expectAccessible(other, 'the roster in the dark')
  if (shots) await other.screenshot({ path: `${shots}/roster-en-dark.png`, fullPage: true })
  expect(faults).toEqual([])
})
