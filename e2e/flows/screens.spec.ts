import type { Page } from 'playwright/test'
import { expectAccessible } from '../fixtures/axe.ts'
import { openCounter, openDisplay, signIn } from '../fixtures/browser.ts'
import { currentNumber, press, pressKey } from '../fixtures/counter-terminal.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import type { Kiosk } from '../fixtures/kiosk.ts'
import { expect, picture, test } from '../fixtures/test.ts'

/** Keeps a picture and lets axe look at the same moment. */
async function look(page: Page, name: string): Promise<void> {
  await picture(page, name)
  await expectAccessible(page, name)
}

test.describe('the kiosk', () => {
  /** From the start page to the last one; the kiosk forgets the customer's language and mode by itself. */
  async function walk(kiosk: Kiosk, name: string, { english = false, senior = false } = {}): Promise<void> {
    const { screen } = kiosk
    if (english) await screen.getByTestId('language').click()
    if (senior) await screen.getByTestId('senior').click()
    await look(screen, `kiosk-${name}-1-start`)
    await screen.locator('main button').first().click()
    await expect(screen.getByTestId('take')).toBeVisible()
    await look(screen, `kiosk-${name}-2-confirm`)
    await screen.getByTestId('take').click()
    await expect(screen.getByTestId('done')).toBeVisible()
    await look(screen, `kiosk-${name}-3-ticket`)
    await kiosk.finish()
    await expect(screen.getByRole('heading', { name: '您要办理什么业务？' })).toBeVisible()
  }

  for (const [shape, size] of Object.entries({
    portrait: { width: 1080, height: 1920 },
    landscape: { width: 1920, height: 1080 },
  })) {
    test(`in ${shape}: two languages, ordinary and senior, with and without paper`, async ({ hall }) => {
      const kiosk = await startKiosk(hall, size)
      const { screen } = kiosk
      try {
        await walk(kiosk, `${shape}-zh`)
        await walk(kiosk, `${shape}-zh-senior`, { senior: true })
        await walk(kiosk, `${shape}-en`, { english: true })
        await walk(kiosk, `${shape}-en-senior`, { english: true, senior: true })
        await hall.devices.printerLine.unplug()
        await expect(screen.getByText('暂时不能打印号票')).toBeVisible()
        await walk(kiosk, `${shape}-zh-no-paper`)
        await walk(kiosk, `${shape}-en-no-paper`, { english: true })
        for (let tap = 0; tap < 5; tap += 1) await screen.getByTestId('corner').click()
        await expect(screen.getByRole('heading', { name: '维护密码' })).toBeVisible()
        await look(screen, `kiosk-${shape}-zh-pin`)
        for (const digit of hall.file.maintenancePin) {
          await screen.getByRole('button', { name: digit, exact: true }).click()
        }
        await screen.getByTestId('enter-pin').click()
        await expect(screen.getByRole('heading', { name: '维护', exact: true })).toBeVisible()
        await look(screen, `kiosk-${shape}-zh-maintenance`)
        await hall.killServer()
        await screen.getByTestId('home').click()
        await expect(screen.getByRole('heading', { name: '暂时不能取号' })).toBeVisible()
        await look(screen, `kiosk-${shape}-zh-offline`)
      } finally {
        await kiosk.close()
      }
    })
  }
})

test('the counter terminal and the call display, in both languages', async ({ hall, kiosk, browser }) => {
  const signInPage = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  await signInPage.goto(`${hall.url}/counter`)
  await expect(signInPage.getByLabel('工号')).toBeVisible()
  await look(signInPage, 'signin-zh')
  const enrol = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  await enrol.goto(`${hall.url}/display`)
  await expect(enrol.getByText(/^[A-Z2-9]{3}-[A-Z2-9]{3}$/)).toBeVisible()
  await look(enrol, 'display-enrol-zh')

  const display = await openDisplay(browser, hall)
  const portrait = await openDisplay(browser, hall, 'V2', { width: 1080, height: 1920 })
  await expect(display.getByText('滨江供电营业厅').first()).toBeVisible()
  await picture(display, 'display-landscape-empty')

  const choosing = await signIn(browser, hall, '1003')
  await expect(choosing.getByRole('button', { name: /开放此窗口/ }).first()).toBeVisible()
  await look(choosing, 'counter-zh-1-choose')
  const counter = await openCounter(browser, hall, '1001', '1')
  for (const service of ['缴纳电费', '购电充值', '缴纳电费', '发票打印']) {
    await kiosk.takeTicket(service)
    await expect(kiosk.screen.getByTestId('done')).toBeVisible()
    await kiosk.finish()
  }
  await expect(counter.locator('button[aria-keyshortcuts="1"]')).toContainText('A001')
  await look(counter, 'counter-zh-2-free')
  await press(counter, 'callNext')
  await expect(currentNumber(counter)).toHaveText('A001')
  await look(counter, 'counter-zh-3-called')
  await expect(display.locator('[data-call-out][data-ticket="A001"]')).toBeVisible()
  await look(display, 'display-landscape-calling')
  await expect(portrait.locator('[data-call-out][data-ticket="A001"]')).toBeVisible()
  await look(portrait, 'display-portrait-calling')
  await press(counter, 'start')
  await expect(counter.locator('button[aria-keyshortcuts="5"]')).not.toHaveAttribute('aria-disabled', 'true')
  await look(counter, 'counter-zh-4-serving')
  for (const [key, name] of [
    ['6', 'transfer'],
    ['7', 'park'],
    ['?', 'help'],
  ] as const) {
    await pressKey(counter, key)
    await expect(counter.getByRole('dialog')).toBeVisible()
    await look(counter, `counter-zh-5-${name}`)
    await pressKey(counter, 'Escape')
    await expect(counter.getByRole('dialog')).toBeHidden()
  }
  await press(counter, 'complete')
  await hall.devices.pad.control.waitInvitation()
  await hall.devices.pad.control.press(4)
  await expect(counter.getByRole('strong').filter({ hasText: 'A001 满意' })).toBeVisible()
  await look(counter, 'counter-zh-6-rated')
  await counter.getByRole('button', { name: 'English' }).click()
  await press(counter, 'callNext')
  await expect(currentNumber(counter)).toHaveText('A002')
  await press(counter, 'start')
  await expect(counter.locator('button[aria-keyshortcuts="5"]')).not.toHaveAttribute('aria-disabled', 'true')
  await look(counter, 'counter-en-serving')

  await hall.killServer()
  await expect(counter.locator('button[aria-keyshortcuts="5"]')).toHaveAttribute('aria-disabled', 'true')
  await look(counter, 'counter-en-lost')
  await expect(display.locator('[data-lost]')).toBeVisible()
  await look(display, 'display-landscape-lost')
})

test('administration, in both languages', async ({ hall, kiosk, browser }) => {
  await openCounter(browser, hall, '1001', '1')
  await kiosk.takeTicket('缴纳电费')
  await expect(kiosk.screen.getByTestId('done')).toBeVisible()
  await kiosk.finish()
  await hall.devices.printer.control.fault('paperOut')
  await kiosk.takeTicket('咨询与投诉')
  await expect(kiosk.screen.getByTestId('ticket-number')).toHaveText('C001')

  const admin = await signIn(browser, hall, '9001', { page: 'admin' })
  const sections = ['overview', 'tickets', 'devices', 'staff']
  for (const language of ['zh', 'en']) {
    for (const section of sections) {
      await admin.locator(`nav a[href="#${section}"]`).click()
      await expect(admin.locator(`nav a[href="#${section}"]`)).toHaveAttribute('aria-current', 'page')
      await look(admin, `admin-${language}-${section}`)
    }
    if (language === 'zh') await admin.getByRole('button', { name: 'English' }).click()
  }
})
