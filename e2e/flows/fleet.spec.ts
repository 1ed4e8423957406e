import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inRoot } from '@service-hall/harness/paths'
import { runNode } from '@service-hall/harness/process'
import type { Browser } from 'playwright/test'
import { expectAccessible } from '../fixtures/axe.ts'
import { openCounter, openDisplay } from '../fixtures/browser.ts'
import { press } from '../fixtures/counter-terminal.ts'
import { PASSWORD } from '../fixtures/region.ts'
import type { TestRegion } from '../fixtures/region.ts'
import { expect, picture, test } from '../fixtures/test.ts'

/** Signs a package as its makers do, with a new key. */
async function signed(folder: string, file: string): Promise<void> {
  for (const rest of [['--new-key'], ['--version', '9.9.9', file]]) {
    const key = ['--key', join(folder, 'release.key')]
    const { code, output } = await runNode([inRoot('scripts/release/sign.ts'), ...key, ...rest])
    expect(code, output).toBe(0)
  }
}

/** Whoever administers everything uploads it, with what was signed of it. */
async function uploaded(browser: Browser, region: TestRegion, file: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  await context.addInitScript(() => localStorage.setItem('service-hall.language', 'en'))
  const page = await context.newPage()
  await page.goto(`${region.url}/software`)
  await page.getByLabel('Account').fill('admin')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Upload a package' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Choose the package').setInputFiles(file)
  await form.getByLabel('Choose its signature').setInputFiles(file)
  await expect(form).toContainText('This is no signature of a package')
  await form.getByLabel('Reason').fill('Summer release')
  await form.getByLabel('Choose its signature').setInputFiles(`${file}.release.json`)
  await expect(form).toContainText('9.9.9 · linux x64 · deb')
  await expectAccessible(page, 'a package about to be uploaded')
  await picture(page, 'console-upload-en')
  await form.getByRole('button', { name: 'Upload', exact: true }).click()
  await expect(form).toBeHidden()
  await expect(page.locator('[data-release="9.9.9"]')).toContainText('Summer release')
  await picture(page, 'console-software-en')
  await context.close()
}

const shots = process.env['FLEET_SHOTS']

test('hours that a region asks for reach a real kiosk, and what it does otherwise is seen and given again', async ({
  region,
  hall,
  kiosk,
  browser,
}) => {
  await region.begin()
  await region.command('organisation.addRegion', {
    ...{ regionId: 'east', parentId: 'root', name: { zh: '东区公司', en: 'East' } },
  })
  await region.account('S1', 'east', 'operator')
  await hall.reportTo(region, 'east', ({ policies }) => Object.assign(policies, { kioskPlaylistSeconds: 10 }))

  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1366, height: 900 } })
  await page.goto(`${region.url}/drift`)
  await page.getByLabel('账号').fill('S1')
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} S1`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('没有差异：所有终端均按要求配置')).toBeVisible()

  await page.getByRole('link', { name: '设备配置' }).click()
  const working = page.locator('[data-setting=working]')
  await working.getByRole('button', { name: '设定' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('开机', { exact: true }).fill('08:30')
  await form.getByLabel('关机', { exact: true }).fill('17:30')
  await expect(form.locator('[data-day]')).toHaveCount(14)
  await expectAccessible(page, 'hours that are about to be saved')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(working).toContainText('08:30 至 17:30')
  await page.getByRole('button', { name: '添加特殊日期' }).click()
  const first = await form.locator('[data-day]').nth(2).getAttribute('data-day')
  await form.getByLabel('第一天').fill(first ?? '')
  await form.getByLabel('当日单独的时段').check()
  await form.getByLabel('方式').selectOption('on')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
  const preview = page.locator(`[data-day="${first}"]`)
  await expect(preview).toContainText('全天开机')
  await expect(page.locator(`[data-setting="days.${first}"]`)).toContainText('本级设定')
  await expectAccessible(page, 'settings of machines')
  if (shots) await page.screenshot({ path: `${shots}/settings-zh.png`, fullPage: true })

  const playlist = page.locator('[data-setting=playlist]')
  await playlist.getByRole('button', { name: '设定' }).click()
  await form.getByRole('button', { name: '添加文字', exact: true }).click()
  await expect(form.getByRole('button', { name: '保存' })).toHaveAttribute('aria-disabled', 'true')
  await form.getByLabel('中文').fill('本厅周末照常营业')
  await form.getByLabel('英文').fill('Open at weekends too')
  await form
    .getByLabel('添加图片')
    .setInputFiles({ name: '安全用电.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await expect(form.locator('[data-slide=image] img')).toHaveJSProperty('naturalWidth', 1_366)
  await expect(form.getByLabel('图片说明')).toHaveValue('安全用电')
  await form.getByLabel('图片说明').press('Alt+ArrowUp')
  await expect(form.locator('[data-slide]').first()).toHaveAttribute('data-slide', 'image')
  await expect(form.getByLabel('图片说明')).toBeFocused()
  for (const seconds of await form.getByLabel('秒数').all()) await seconds.fill('3')
  await expectAccessible(page, 'a playlist that is about to be saved')
  if (shots) await page.screenshot({ path: `${shots}/playlist-zh.png` })
  await form.getByRole('button', { name: '保存' }).click()
  await expect(playlist).toContainText('2 项')

  await page.getByRole('link', { name: '返回配置漂移' }).click()
  await page.getByLabel('显示').selectOption('any')
  const row = page.locator('[data-machine$=" K1"]')
  await expect(row).toHaveAttribute('data-state', 'same')
  await expect(row).toContainText('1 个特殊日期')

  await expect(page.locator('[data-machine$=" V1"]')).toHaveAttribute('data-state', 'same', {
    timeout: 60_000,
  })
  const display = await openDisplay(browser, hall)
  await expect(display.locator('[data-slide=image] img')).toHaveJSProperty('complete', true)
  await expect(display.getByAltText('安全用电')).toHaveJSProperty('naturalWidth', 1_366)
  if (shots) await display.screenshot({ path: `${shots}/display-image.png` })
  await expect(display.locator('[data-slide=text]')).toContainText('Open at weekends too')
  // Nobody has been at the kiosk: it plays the same from copies of its own, and the first touch presses nothing unseen.
  await expect(kiosk.screen.getByAltText('安全用电')).toHaveJSProperty('naturalWidth', 1_366, {
    timeout: 60_000,
  })
  if (shots) await kiosk.screen.screenshot({ path: `${shots}/kiosk-image.png` })
  await expect(kiosk.screen.locator('[data-slide=text]')).toContainText('Open at weekends too')
  await expect(kiosk.screen.getByRole('heading')).toContainText('轻触屏幕开始办理')
  await expectAccessible(kiosk.screen, 'a kiosk that plays')
  if (shots) await kiosk.screen.screenshot({ path: `${shots}/kiosk-text.png` })
  // Where the first service lies beneath.
  await kiosk.screen.mouse.click(100, 500)
  await expect(kiosk.screen.getByRole('heading', { name: '您要办理什么业务？' })).toBeVisible()
  await kiosk.takeTicket('缴纳电费')
  const counter = await openCounter(browser, hall, '1001', '1')
  await expect(counter.locator('button[aria-keyshortcuts="1"]')).toContainText('A001')
  await press(counter, 'callNext')
  await expect(display.locator('[data-call-out][data-ticket="A001"]')).toBeVisible()
  await expect(display.locator('[data-slide]')).toHaveCount(0)
  await expect(display.locator('[data-slide]')).toBeVisible({ timeout: 60_000 })
  await expect(display.locator('[data-latest="A001"]')).toBeVisible()
  await expectAccessible(display, 'a call display that plays')
  if (shots) await display.screenshot({ path: `${shots}/display-latest.png` })

  // No machine here has an updater: what is asked of its release it cannot do.
  await region.command('fleet.set', {
    ...{ place: { of: 'region', regionId: 'east', tier: null }, set: { version: '9.9.9' }, inherit: [] },
  })
  await expect(row).toHaveAttribute('data-state', 'notGiven')
  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: '重新下发（1）' }).click()
  await page.getByRole('dialog').getByLabel('事由（营业厅可见）').fill('统一版本')
  await page.getByRole('dialog').getByRole('button', { name: '重新下发' }).click()
  await expect(page.getByRole('dialog').getByText('已下发 1 台')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
  await expect(row).toHaveAttribute('data-state', 'refused')
  await expectAccessible(page, 'machines that are not as asked')
  if (shots) await page.screenshot({ path: `${shots}/drift-zh.png`, fullPage: true })

  // A release that was uploaded is rolled out wave by wave; machines whose own settings take none are left as they are.
  const file = join(hall.folder, 'service-hall-kiosk_9.9.9_amd64.deb')
  await writeFile(file, 'a package of a release')
  await signed(hall.folder, file)
  await uploaded(browser, region, file)
  await page.getByRole('link', { name: '软件发布' }).click()
  await expect(page.locator('[data-release="9.9.9"]')).toContainText('可用')
  await expect(page.getByRole('button', { name: '上传安装包' })).toHaveCount(0)
  await page.getByRole('button', { name: '新建发布' }).click()
  await form.getByLabel('各批累计比例（%）').fill('100')
  await form.getByLabel('事由').fill('统一版本')
  await expect(form.locator('[data-preview]')).toContainText('本机不允许 2 台')
  await expectAccessible(page, 'a rollout that is about to begin')
  if (shots) await page.screenshot({ path: `${shots}/rollout-begin-zh.png` })
  await form.getByRole('button', { name: '开始发布' }).click()
  const rollout = page.locator('[data-rollout="9.9.9"]')
  // K2 has no line: it is waited for.
  await expect(rollout).toHaveAttribute('data-state', 'running')
  await expect(rollout.locator('[data-wave]')).toContainText('离线 1 台')
  await rollout.getByRole('button', { name: '暂停' }).click()
  await form.getByLabel('事由').fill('周末不发布')
  await form.getByRole('button', { name: '暂停' }).click()
  await expect(rollout).toHaveAttribute('data-state', 'paused')
  await expectAccessible(page, 'a rollout that is paused')
  if (shots) await page.screenshot({ path: `${shots}/software-zh.png`, fullPage: true })
  await expect(kiosk.screen.locator('[data-page=start], [data-page=playlist]')).toBeVisible()
})
