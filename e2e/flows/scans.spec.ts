import type { Page } from 'playwright/test'
import { openCounter, signIn } from '../fixtures/browser.ts'
import { currentNumber, press } from '../fixtures/counter-terminal.ts'
import { expect, picture, test } from '../fixtures/test.ts'

/** What a hand scanner or a card reader types at a counter: each would press several keys of the terminal. */
const CODES = [
  '3201457896',
  '3830000000000012',
  '1234567890',
  '5566778899',
  '0099887766',
  '77',
  '%B6225000000000000^TEST/A^2512?',
] as const

/** The least that a hand needs from one code to the next, ms: what comes sooner is of the same scan. */
const BETWEEN_SCANS_MS = 600

/** Types like a machine: some ms a key, then the key that ends a code. */
async function scan(page: Page, code: string, end: 'Enter' | 'Tab' | null = 'Enter'): Promise<void> {
  // All at once: who waits for each key to arrive types, on a loaded machine, no faster than a person.
  const keys = [...code, ...(end ? [end] : [])]
  await Promise.all(keys.map((key) => page.keyboard.press(key)))
}

test('what a scanner types at a counter changes nothing, whatever has the focus', async ({
  hall,
  kiosk,
  browser,
}) => {
  const counter = await openCounter(browser, hall, '1001', '1')
  for (const number of ['A001', 'A002']) {
    await kiosk.takeTicket('缴纳电费')
    await expect(kiosk.screen.getByTestId('ticket-number')).toHaveText(number)
    await kiosk.finish()
  }
  await press(counter, 'callNext')
  await expect(currentNumber(counter)).toHaveText('A001')
  const before = (await hall.facts()).length

  for (const code of CODES) {
    await scan(counter, code)
    await counter.waitForTimeout(BETWEEN_SCANS_MS)
  }
  await expect(counter.getByText('读到一张磁条卡')).toBeVisible()
  await scan(counter, '3201457896')
  await expect(counter.getByTestId('scanned')).toHaveValue('3201457896')
  await picture(counter, 'counter-scan-account')
  await counter.waitForTimeout(BETWEEN_SCANS_MS)
  await scan(counter, 'a002')
  await expect(counter.getByRole('complementary', { name: '扫码查找' })).toContainText('A002')
  await picture(counter, 'counter-scan-ticket')
  for (const key of ['2', '3', '4', '6', '7']) {
    await counter.locator(`button[aria-keyshortcuts="${key}"]`).focus()
    await scan(counter, '3201457896', key === '4' ? 'Tab' : 'Enter')
    await expect(counter.getByRole('dialog')).toHaveCount(0)
  }
  await counter.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '3201457896')
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  })
  await counter.keyboard.press('Enter')

  await expect(currentNumber(counter)).toHaveText('A001')
  expect((await hall.facts()).slice(before).filter(({ fact }) => /^Ticket|^Counter/.test(fact.type))).toEqual(
    [],
  )

  await counter.waitForTimeout(BETWEEN_SCANS_MS)
  await press(counter, 'start')
  await press(counter, 'complete')
  await expect(currentNumber(counter)).toBeHidden()
})

test('an open dialog takes neither a scan nor an Enter meant for something else', async ({
  hall,
  kiosk,
  browser,
}) => {
  const counter = await openCounter(browser, hall, '1001', '1')
  await kiosk.takeTicket('缴纳电费')
  await expect(kiosk.screen.getByTestId('ticket-number')).toHaveText('A001')
  await kiosk.finish()
  await counter.keyboard.press('8')
  const dialog = counter.getByRole('dialog', { name: '暂停服务' })
  await expect(dialog).toBeVisible()
  await counter.keyboard.press('Enter', { delay: 80 })
  await scan(counter, '3201457896')
  await counter.waitForTimeout(BETWEEN_SCANS_MS)
  await expect(dialog).toBeVisible()
  expect(await hall.factsOf('CounterPaused')).toEqual([])
  await counter.keyboard.press('Tab')
  await counter.waitForTimeout(200)
  await counter.keyboard.press('Tab')
  await counter.waitForTimeout(200)
  await counter.keyboard.press('Enter', { delay: 80 })
  await expect(dialog).toBeHidden()
  await expect.poll(async () => (await hall.factsOf('CounterPaused')).length).toBe(1)
})

test('the administration and a kiosk take no scan for keys', async ({ hall, kiosk, browser }) => {
  const { screen } = kiosk
  await screen.getByRole('button', { name: /缴纳电费/ }).click()
  await screen.getByTestId('take').focus()
  await scan(screen, '3201457896')
  await scan(screen, '77', 'Tab')
  await screen.waitForTimeout(BETWEEN_SCANS_MS)
  await expect(screen.getByTestId('take')).toBeVisible()
  expect(await hall.factsOf('TicketIssued')).toEqual([])

  const admin = await signIn(browser, hall, '9001', { page: 'admin' })
  await admin.locator('nav a[href="#tickets"]').click()
  await admin.getByRole('button', { name: '取号', exact: true }).focus()
  await scan(admin, '3201457896')
  const service = admin.getByLabel('业务', { exact: true })
  const chosen = await service.inputValue()
  await service.focus()
  await scan(admin, 'c3201457896')
  await admin.waitForTimeout(BETWEEN_SCANS_MS)
  expect(await service.inputValue()).toBe(chosen)
  expect(await hall.factsOf('TicketIssued')).toEqual([])
  await screen.getByTestId('take').focus()
  await screen.keyboard.press('Enter', { delay: 80 })
  await expect(screen.getByTestId('ticket-number')).toHaveText('A001')
})
