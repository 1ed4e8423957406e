import { expectAccessible } from '../fixtures/axe.ts'
import { PASSWORD } from '../fixtures/region.ts'
import { expect, test } from '../fixtures/test.ts'

const shots = process.env['ROSTER_SHOTS']

test('a supervisor sets shifts, rules and holidays of a region, and takes a change back', async ({
  region,
  browser,
}) => {
  await region.begin()
  await region.command('organisation.addRegion', {
    ...{ regionId: 'east', parentId: 'root', name: { zh: '东区公司', en: 'East' } },
  })
  await region.account('S1', 'east', 'supervisor')
  await region.hall('H1', 'east')
  await region.command('people.setRules', {
    place: { of: 'region', regionId: 'root', tier: null },
    rules: { hoursPerDay: 7 },
  })

  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1366, height: 900 } })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${region.url}/planning`)
  await page.getByLabel('账号').fill('S1')
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} S1`)
  await page.getByRole('button', { name: '登录', exact: true }).click()

  // What lies above is shown without its name.
  await expect(page.locator('[data-rule="hoursPerDay"]')).toContainText('继承自 上级（不在您的权限内）')
  await page.locator('[data-rule="hoursPerDay"]').getByRole('button', { name: '修改' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('要求 (小时)').fill('30')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form.getByText('请填写 1 至 24 之间的数')).toBeVisible()
  await expectAccessible(page, 'the form of a rule')
  await form.getByLabel('要求 (小时)').fill('7.5')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(page.locator('[data-rule="hoursPerDay"]')).toContainText('7.5 小时')
  await expect(page.locator('[data-rule="hoursPerDay"]')).toContainText('替代 7 小时')

  await page.getByRole('button', { name: '按业务要求在岗人数' }).click()
  await form.getByLabel('业务').selectOption({ index: 1 })
  await form.getByLabel('要求 (人)').fill('2')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(page.locator('[data-rule^="cover."]')).toContainText('2 人')

  await page.getByRole('button', { name: '新增班次' }).click()
  await form.getByLabel('代码').fill('d1')
  await form.getByLabel('名称（中文）').fill('早班')
  await form.getByLabel('名称（英文）').fill('Early')
  await form.getByLabel('工作时段').fill('７：３０－１１：３０ 12:00-15:30')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form.getByText('已有代码为 d1 的班次')).toBeVisible()
  await form.getByLabel('代码').fill('E1')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(page.locator('[data-shift="E1"]')).toContainText('07:30-11:30 12:00-15:30')
  await expect(page.locator('[data-shift]')).toHaveCount(5)

  await page.getByRole('button', { name: '新增特殊日期' }).click()
  await form.getByLabel('第一天').fill('2026-10-01')
  await form.getByLabel('最后一天').fill('2026-10-03')
  await form.getByLabel('名称（中文）').fill('国庆节')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form.getByText('名称请同时填写中文和英文，或都不填')).toBeVisible()
  await form.getByLabel('名称（英文）').fill('National Day')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(page.locator('[data-day]')).toHaveCount(3)
  await expect(page.locator('[data-day="2026-10-01"]')).toContainText('国庆节')
  await expectAccessible(page, 'the roster rules')
  if (shots) await page.screenshot({ path: `${shots}/planning-zh.png`, fullPage: true })

  await page.getByRole('region', { name: '特殊日期' }).getByRole('button', { name: '历次修改' }).click()
  await expect(form.locator('[data-change]')).toHaveCount(1)
  await expectAccessible(page, 'the history')
  if (shots) await page.screenshot({ path: `${shots}/planning-history-zh.png` })
  await form.getByRole('button', { name: '撤销这次修改' }).click()
  await expect(form.locator('[data-change]')).toHaveCount(2)
  await form.getByRole('button', { name: '关闭' }).click()
  await expect(page.getByText('没有特殊日期')).toBeVisible()

  await page.getByRole('button', { name: '恢复继承' }).first().click()
  await form.getByRole('button', { name: '恢复继承' }).click()
  await expect(page.locator('[data-shift]')).toHaveCount(4)

  // The hall inherits, and its roster is checked by what was set.
  await page.getByLabel('单个营业厅').selectOption('H1')
  await expect(page.locator('[data-rule="hoursPerDay"]')).toContainText('继承自 东区公司')
  await page.evaluate(() => localStorage.setItem('service-hall.language', 'en'))
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Hour rules' })).toBeVisible()
  await expectAccessible(page, 'the roster rules in the dark')
  if (shots) await page.screenshot({ path: `${shots}/planning-en-dark.png`, fullPage: true })
  expect(faults).toEqual([])
})
