import type { Browser, Page } from 'playwright/test'
import { expectAccessible } from '../fixtures/axe.ts'
import { PASSWORD, freshId } from '../fixtures/region.ts'
import { expect, test } from '../fixtures/test.ts'

const shots = process.env['ROSTER_SHOTS']
const WEEK = '2026-01-12'
const free = Array.from({ length: 7 }, () => null)
const on = (...days: number[]) => free.map((_none, at) => (days.includes(at) ? { shift: 'AM' } : null))

async function signedIn(browser: Browser, url: string, who: string, more: object = {}): Promise<Page> {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1366, height: 900 }, ...more })
  await page.goto(url)
  await page.getByLabel('账号').fill(who)
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} ${who}`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  return page
}

test('staff ask for a swap and for leave, the other agrees, a supervisor decides, and a version comes back', async ({
  region,
  browser,
}) => {
  test.slow()
  await region.begin()
  await region.command('organisation.addRegion', {
    ...{ regionId: 'east', parentId: 'root', name: { zh: '东区公司', en: 'East' } },
  })
  for (const [id, role] of [
    ['S1', 'supervisor'],
    ['1001', 'viewer'],
    ['1002', 'viewer'],
  ] as const)
    await region.account(id, 'east', role)
  const { facts, send } = await region.hall('H1', 'east')
  facts.open('2026-01-12', 3_600_000)
  await send()
  for (const [number, name] of [
    ['1001', '王小明'],
    ['1002', '李丽'],
  ] as const)
    await region.ask('POST', `/api/people/${number}`, {
      ...{
        id: freshId(),
        hallId: 'H1',
        kinds: ['charge'],
        skills: ['pay'],
      },
      ...{ share: 100, from: '2025-01-01', until: null, name },
    })
  // Accounts of staff need no role: they see their own.
  for (const accountId of ['1001', '1002'])
    await region.command('account.ungrant', { accountId, regionId: 'east' })
  const rows = [
    { number: '1001', days: on(0, 2) },
    { number: '1002', days: on(1) },
  ]
  await region.command('roster.publish', { hallId: 'H1', week: WEEK, base: 0, rows })

  const wang = await signedIn(browser, `${region.url}/own-roster?week=${WEEK}`, '1001')
  const faults: string[] = []
  wang.on('pageerror', (error) => faults.push(error.message))
  await expect(wang.locator('[data-day="2026-01-12"]')).toContainText('上午班')
  await expect(wang.getByRole('navigation').getByRole('link')).toHaveText(['我的排班'])
  await wang.getByLabel('让出').selectOption({ label: '周一 01-12' })
  await wang.getByLabel('换给').selectOption({ label: '李丽 1002' })
  await wang.getByLabel('换回').selectOption({ label: '周二 01-13' })
  await wang.getByRole('button', { name: '申请换班' }).click()
  await expect(wang.locator('[data-swap="asked"]')).toContainText('待对方同意')
  await wang.getByLabel('第一天').fill('2026-01-14')
  await wang.getByLabel('最后一天').fill('2026-01-15')
  await wang.getByRole('button', { name: '申请', exact: true }).click()
  await expect(wang.locator('[data-absence="2026-01-14"]')).toContainText('待审批')
  await expectAccessible(wang, 'the roster of one person')
  if (shots) await wang.screenshot({ path: `${shots}/own-zh.png`, fullPage: true })

  const li = await signedIn(browser, `${region.url}/own-roster?week=${WEEK}`, '1002')
  li.on('pageerror', (error) => faults.push(error.message))
  await expect(li.locator('[data-swap="asked"]')).toContainText('等待您答复')
  await li.getByRole('button', { name: '同意', exact: true }).click()
  await expect(li.locator('[data-swap="agreed"]')).toContainText('待审批')

  const boss = await signedIn(browser, `${region.url}/requests`, 'S1')
  boss.on('pageerror', (error) => faults.push(error.message))
  await expect(boss.locator('[data-absence="1001"]')).toContainText('已发布的排班中有 1 个班次')
  await expectAccessible(boss, 'requests')
  if (shots) await boss.screenshot({ path: `${shots}/requests-zh.png`, fullPage: true })
  await boss.locator('[data-absence="1001"]').getByRole('button', { name: '批准', exact: true }).click()
  await expect(boss.getByText('没有待审批的请假')).toBeVisible()

  // On Wednesday he is away now: the week cannot hold it, and the supervisor is told.
  await boss.locator('[data-swap="agreed"]').getByRole('button', { name: '批准', exact: true }).click()
  await expect(boss.getByText('排班中有无法成立的安排')).toBeVisible()
  await boss.goto(`${region.url}/roster?hall=H1&week=${WEEK}`)
  await boss.locator('[data-row="1001"] td').nth(2).getByRole('button').focus()
  await boss.keyboard.press('Delete')
  await boss.getByRole('button', { name: '发布', exact: true }).click()
  await expect(boss.locator('[data-state]')).toHaveText('已发布 · 第 2 版')
  await boss.getByRole('region', { name: '换班' }).getByRole('button', { name: '批准', exact: true }).click()
  await expect(boss.locator('[data-state]')).toHaveText('已发布 · 第 3 版')

  await wang.reload()
  await expect(wang.locator('[data-day="2026-01-12"]')).toContainText('休')
  await expect(wang.locator('[data-day="2026-01-13"]')).toContainText('上午班')
  await expect(wang.locator('[data-day="2026-01-14"]')).toContainText('请假')
  await wang.evaluate(() => localStorage.setItem('service-hall.language', 'en'))
  await wang.emulateMedia({ colorScheme: 'dark' })
  await wang.reload()
  await expect(wang.getByRole('heading', { name: 'Shifts of the week' })).toBeVisible()
  await expectAccessible(wang, 'the roster of one person in the dark')
  if (shots) await wang.screenshot({ path: `${shots}/own-en-dark.png`, fullPage: true })

  // Every version is there, is compared, and comes back.
  await boss.getByRole('button', { name: '历次发布' }).click()
  const dialog = boss.getByRole('dialog')
  await expect(dialog.locator('[data-differences]')).toHaveText('没有不同')
  await dialog.getByLabel('查看').selectOption('2')
  await expect(dialog.locator('[data-differences]')).toHaveText('4 处不同')
  await expect(dialog.locator('[data-compared="1001"]')).toContainText('王小明')
  await expectAccessible(boss, 'versions of a week')
  if (shots) await boss.screenshot({ path: `${shots}/versions-zh.png` })
  await dialog.getByRole('button', { name: '恢复第 2 版' }).click()
  await expect(boss.locator('[data-state]')).toHaveText('有未保存的修改')
  await boss.getByRole('button', { name: '发布', exact: true }).click()
  await expect(boss.locator('[data-state]')).toHaveText('已发布 · 第 4 版')
  await expect(boss.locator('[data-row="1001"] td').first()).toContainText('AM')

  // On paper: one landscape page, with the hall, the week and the hours of the shifts.
  for (const language of ['zh', 'en'] as const) {
    await boss.evaluate((name) => localStorage.setItem('service-hall.language', name), language)
    await boss.reload()
    await expect(boss.getByRole('grid')).toBeVisible()
    await boss.emulateMedia({ media: 'print' })
    await expect(boss.getByRole('button', { name: /^(发布|Publish)$/ })).toBeHidden()
    await expect(boss.getByText('08:30-12:00').first()).toBeVisible()
    const pdf = await boss.pdf({
      preferCSSPageSize: true,
      ...(shots ? { path: `${shots}/print-${language}.pdf` } : {}),
    })
    // One page object, whose box is A4 on its side.
    const text = pdf.toString('latin1')
    expect(text.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(text).toMatch(/\/MediaBox\s*\[0 0 84[12][.\d]* 59[45]/)
    await boss.emulateMedia({ media: 'screen' })
  }
  expect(faults).toEqual([])
})
