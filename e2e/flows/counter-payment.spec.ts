import type { Locator, Page } from 'playwright/test'
import { pdfText } from '@service-hall/harness/pdf-text'
import { expectAccessible } from '../fixtures/axe.ts'
import { codeOn } from '../fixtures/code-on.ts'
import { pressKey } from '../fixtures/counter-terminal.ts'
import { atCounter, payingHall } from '../fixtures/paying-counter.ts'
import type { TestHall } from '../fixtures/hall.ts'
import { expect, picture } from '../fixtures/test.ts'

// Payments over the counter; channels and the utility are sandboxes that speak the true protocols. One hall, one test after
// the other.

const ACCOUNTS = {
  threeBills: '9900000000010',
  oneBill: '9900000000036',
  prepaidOwing: '9900000000051',
  gradeD: '9900000000077',
  penalty: '9900000000085',
  peakValley: '9900000000119',
} as const
/** Payment codes as phones show them: Alipay's begin with 28, WeChat Pay's with 13. */
const CODES = {
  alipay: '281234567890123456',
  poor: '130000000000000001',
  rich: '130000000000000002',
} as const

/** What the proxy of a hall would publish; the test goes to the hall itself. */
const RECEIPTS = 'https://receipts.example/hall'

const test = payingHall({
  change: (file) => {
    if (file.payments) file.payments.receipts = { address: RECEIPTS, hours: 24 }
  },
  // What Alipay does not answer is unknown within seconds.
  pays: { waits: { alipay: { payableMs: 1_000, queryMs: [200], closeMs: [0, 200, 200], unsureMs: [300] } } },
})
test.describe.configure({ mode: 'serial' })

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: '窗口收费' })

/** From the terminal to the bills of an account, by keys alone. */
async function toBills(page: Page, accountNo: string): Promise<void> {
  await pressKey(page, 'p')
  await expect(page.getByTestId('find-account')).toBeFocused()
  await page.getByTestId('find-account').fill(accountNo)
  await pressKey(page, 'Enter')
  await expect(dialog(page).getByTestId('to-pay')).toBeVisible()
}

/** … and to the choice of a way to pay, all bills chosen. */
async function toWays(page: Page, accountNo: string): Promise<void> {
  await toBills(page, accountNo)
  await page.getByTestId('to-pay').click()
  await expect(page.getByTestId('take-cash')).toBeVisible()
}

/** The least that a hand needs before a scan, ms: what comes sooner is of what was typed before. */
const BEFORE_SCAN_MS = 700

/** What a hand scanner types, then Enter; made in the page, since a loaded machine passes keys on no faster than a person. */
async function scan(page: Page, code: string): Promise<void> {
  await page.waitForTimeout(BEFORE_SCAN_MS)
  await page.evaluate(
    (keys) => {
      for (const key of keys) {
        const how = { key, code: key === 'Enter' ? key : `Digit${key}`, bubbles: true, cancelable: true }
        const at = document.activeElement ?? document.body
        at.dispatchEvent(new KeyboardEvent('keydown', how))
        at.dispatchEvent(new KeyboardEvent('keyup', how))
      }
    },
    [...code, 'Enter'],
  )
}

/** Orders of an account, as the journal has them. */
async function ordersOf(hall: TestHall, accountNo: string): Promise<string[]> {
  const opened = await hall.factsOf('PaymentOrderOpened')
  return opened.filter((fact) => fact.accountNo === accountNo).map(({ orderId }) => orderId)
}

/** What of an order came and was written off, fen; at the utility it stands once. */
async function sumsOf(hall: TestHall, orderId: string | undefined): Promise<Record<string, number>> {
  const entries = (await hall.facts()).map(({ fact }) => fact)
  const sum = (type: string): number =>
    entries.reduce(
      (all, fact) =>
        fact.type === type && 'orderId' in fact && fact.orderId === orderId && 'fen' in fact
          ? all + Number(fact.fen)
          : all,
      0,
    )
  const written = await hall.outside.ask<{ key: string }[]>('utility', 'writeOffs')
  return {
    cash: sum('CashCredited'),
    delivered: sum('Delivered'),
    refunded: sum('Refunded'),
    writeOffs: written.filter(({ key }) => key === orderId).length,
  }
}

const isDone = (page: Page): Promise<void> => expect(page.getByTestId('next-customer')).toBeVisible()

test('a payment code whose answer is lost is not charged again: unknown, until the channel speaks', async ({
  hall,
  browser,
}) => {
  const page = await atCounter(browser, hall, '1002', '2')
  await hall.outside.ask('alipay', 'faults', [
    { at: 'pay', does: 'dropResponse', times: 1 },
    { at: 'query', does: 'systemBusy', times: 1_000 },
    { at: 'cancel', does: 'systemBusy', times: 1_000 },
  ])
  await toWays(page, ACCOUNTS.penalty)
  await pressKey(page, '2')
  await expect(page.getByRole('heading', { name: '扫客户付款码' })).toBeFocused()
  await scan(page, CODES.alipay)
  await expect(dialog(page)).toContainText('请勿再次收款')
  await expect(page.getByTestId('take-cash')).toBeHidden()
  await expectAccessible(page, 'an unknown payment at a counter')
  await picture(page, 'counter-pay-unknown')
  const [orderId, ...others] = await ordersOf(hall, ACCOUNTS.penalty)
  expect(others).toEqual([])
  await page.getByTestId('next-customer').click()

  // It can be asked again, and not be cancelled.
  await hall.outside.ask('alipay', 'clearFaults', 'query')
  await expect.poll(async () => (await sumsOf(hall, orderId))['writeOffs'], { timeout: 45_000 }).toBe(1)
  expect(await ordersOf(hall, ACCOUNTS.penalty)).toEqual([orderId])
})

test('cash is taken with change by keys alone, is in the drawer once, and written off once', async ({
  hall,
  browser,
}) => {
  const page = await atCounter(browser, hall, '1001', '1')
  await toBills(page, ACCOUNTS.oneBill)
  await expect(dialog(page)).toContainText('信用等级 A')
  await expectAccessible(page, 'bills at a counter')
  await page.getByTestId('to-pay').focus()
  await pressKey(page, 'Enter')
  await expect(page.getByTestId('take-cash')).toBeVisible()
  // A scanner's digits are no choice of a way to pay.
  await scan(page, '1020')
  await page.waitForTimeout(BEFORE_SCAN_MS)
  await expect(page.getByTestId('take-cash')).toBeVisible()
  await expectAccessible(page, 'ways to pay at a counter')
  await pressKey(page, '1')
  await page.getByLabel('实收').fill('100')
  await expect(dialog(page)).toContainText('¥40.83')
  await picture(page, 'counter-pay-cash')
  await pressKey(page, 'Enter')
  await isDone(page)
  await expect(dialog(page)).toContainText('找零 ¥40.83')
  await expect(page.getByTestId('receipt-code')).toBeVisible()
  await expectAccessible(page, 'a payment that is done at a counter')
  await picture(page, 'counter-pay-done')
  const orders = await ordersOf(hall, ACCOUNTS.oneBill)
  expect(orders).toHaveLength(1)
  expect(await sumsOf(hall, orders[0])).toEqual({ cash: 5_917, delivered: 5_917, refunded: 0, writeOffs: 1 })
  const [credit] = await hall.factsOf('CashCredited')
  expect(credit?.deviceId).toBe('drawer-C1')
  // The code is the customer's receipt, and nothing else of the page or the journal opens it.
  const link = await codeOn(page, RECEIPTS)
  const receipt = await fetch(link.replace(RECEIPTS, hall.url))
  const text = pdfText(Buffer.from(await receipt.arrayBuffer()))
  for (const said of ['59.17', '现金']) expect(text).toContain(said)
  expect(JSON.stringify(await hall.facts())).not.toContain(link.split('/').at(-1))
})

test('a part of the newest bill is paid as the plan allows, and the rest stays owed', async ({
  hall,
  browser,
}) => {
  const page = await atCounter(browser, hall, '1001', '1')
  await toBills(page, ACCOUNTS.threeBills)
  await expect(dialog(page)).toContainText('信用等级 B')
  const part = dialog(page).getByLabel(/只缴一部分/)
  await part.fill('10')
  await expect(dialog(page)).toContainText('部分缴费低于此户的最低金额')
  await part.fill('50')
  await picture(page, 'counter-pay-part')
  await page.getByTestId('to-pay').click()
  await expect(page.getByTestId('take-cash')).toBeVisible()
  await pressKey(page, '2')
  await expect(page.getByRole('heading', { name: '扫客户付款码' })).toBeFocused()
  await hall.outside.ask('wechat', 'code', { code: CODES.poor, does: 'noMoney' })
  await scan(page, CODES.poor)
  await expect(dialog(page)).toContainText('余额不足')
  await picture(page, 'counter-pay-declined')
  await pressKey(page, '2')
  await expect(page.getByRole('heading', { name: '扫客户付款码' })).toBeFocused()
  await scan(page, CODES.rich)
  await isDone(page)
  const [orderId] = await ordersOf(hall, ACCOUNTS.threeBills)
  const opened = (await hall.factsOf('PaymentOrderOpened')).find((fact) => fact.orderId === orderId)
  expect(opened?.bills.at(-1)?.fen).toBe(5_000)
  expect(await sumsOf(hall, orderId)).toMatchObject({ delivered: opened?.totalFen, writeOffs: 1 })
  await page.getByTestId('next-customer').click()
  await page.getByTestId('find-account').fill(ACCOUNTS.threeBills)
  await pressKey(page, 'Enter')
  await expect(dialog(page).getByRole('checkbox')).toHaveCount(1)
})

test('a clerk signs out in the middle: the next one goes on with the order at another counter', async ({
  hall,
  browser,
}) => {
  const first = await atCounter(browser, hall, '1001', '1')
  await toWays(first, ACCOUNTS.gradeD)
  await pressKey(first, '1')
  await expect(first.getByLabel('实收')).toBeVisible()
  await pressKey(first, 'Escape')
  await first.getByRole('button', { name: '退出登录' }).click()
  await expect(first.getByLabel('工号')).toBeVisible()

  const second = await atCounter(browser, hall, '1002', '2')
  const [orderId] = await ordersOf(hall, ACCOUNTS.gradeD)
  await pressKey(second, 'p')
  await second.getByTestId('section-orders').click()
  await second.getByTestId('find-order').fill(ACCOUNTS.gradeD)
  await picture(second, 'counter-pay-take-over')
  await second.getByTestId('take-over').click()
  await second.getByLabel('实收').fill('1000')
  await pressKey(second, 'Enter')
  await isDone(second)
  const opened = (await hall.factsOf('PaymentOrderOpened')).find((fact) => fact.orderId === orderId)
  expect(await sumsOf(hall, orderId)).toEqual({
    ...{ cash: opened?.totalFen, delivered: opened?.totalFen, refunded: 0, writeOffs: 1 },
  })
  expect((await hall.factsOf('CashCredited')).at(-1)?.deviceId).toBe('drawer-C2')
})

test('the hall server is killed between the taking and the answer: credited once, written off once', async ({
  hall,
  browser,
}) => {
  const page = await atCounter(browser, hall, '1003', '3')
  await toWays(page, ACCOUNTS.peakValley)
  await pressKey(page, '1')
  await page.getByLabel('实收').fill('1000')
  const [orderId] = await ordersOf(hall, ACCOUNTS.peakValley)
  hall.pauseServer()
  await pressKey(page, 'Enter')
  await hall.killServer()
  await hall.startServer()
  await isDone(page)
  const opened = (await hall.factsOf('PaymentOrderOpened')).find((fact) => fact.orderId === orderId)
  expect(await sumsOf(hall, orderId)).toEqual({
    ...{ cash: opened?.totalFen, delivered: opened?.totalFen, refunded: 0, writeOffs: 1 },
  })
  expect(await ordersOf(hall, ACCOUNTS.peakValley)).toHaveLength(1)
})
