import { readFile } from 'node:fs/promises'
import { pdfText } from '@service-hall/harness/pdf-text'
import type { Browser, Locator, Page } from 'playwright/test'
import { expectAccessible } from '../fixtures/axe.ts'
import { signIn } from '../fixtures/browser.ts'
import { Clerk } from '../fixtures/clerk.ts'
import type { TestHall } from '../fixtures/hall.ts'
import { payingHall } from '../fixtures/paying-counter.ts'
import { PASSWORD, TestRegion } from '../fixtures/region.ts'
import { expect, picture } from '../fixtures/test.ts'

// What a cashier and managers see of a hall's payments, and decide. One hall, one test after the other.

const HOUR_MS = 3_600_000
/** The hall's clock, so that an hour is lived through and is over; ahead of the true one, as certificates are new. */
const AT_HALF_PAST_EIGHT_MS = (24.5 * HOUR_MS - (Date.now() % (24 * HOUR_MS))) % (24 * HOUR_MS)
const test = payingHall({
  clockWallMs: AT_HALF_PAST_EIGHT_MS,
  before: (hall) => hall.clock.pass(HOUR_MS / 2 + 60_000),
})
test.describe.configure({ mode: 'serial' })

/** What can be pressed is there within this, ms. */
const ACT_MS = 60_000
const MANAGER = '2001'
const ADMINISTRATOR = '9001'
/** Accounts at the utility's sandbox that owe, and who pays for them in these tests: below and above the refund limit. */
const SMALL = { accountNo: '9900000000036', channel: 'cash' } as const
const LARGE = { accountNo: '9900000000101', channel: 'wechat' } as const

/** A clerk takes an order for all that is owed, without a page. */
async function paid(
  hall: TestHall,
  { accountNo, channel }: typeof SMALL | typeof LARGE,
  code = '',
): Promise<string> {
  const clerk = await Clerk.signIn(hall, '1001')
  const bills = await clerk.askBilling({ ask: 'bills', accountNo })
  const owed = bills.filter(({ dueFen }) => dueFen > 0)
  const opened = await clerk.send({
    ...{ type: 'payment.open', purpose: 'bills', accountNo, creditFen: 0, counterId: 'C1' as never },
    bills: owed.map(({ billId, month, dueFen }) => ({ billId, month, fen: dueFen })),
  })
  const orderId = opened.result.paymentOrderId
  if (!orderId) throw new Error('no order')
  if (channel === 'cash') {
    await clerk.send({ type: 'payment.attempt', orderId, channel: 'cash' as never, use: 'cash' })
    const [attempt] = (await hall.factsOf('AttemptOpened')).filter((fact) => fact.orderId === orderId)
    if (!attempt) throw new Error('no attempt')
    const { attemptId, fen } = attempt
    const deviceId = 'drawer-C1' as never
    await clerk.send({ type: 'payment.credit', orderId, attemptId, deviceId, creditId: attemptId, fen })
    await clerk.send({ type: 'payment.endCash', orderId, attemptId, short: 'counter' })
  } else {
    // A large amount, and the customer is asked for no password.
    await hall.outside.ask('wechat', 'code', { code, does: 'pays' })
    const credential = { kind: 'paymentCode', code } as const
    await clerk.send({
      type: 'payment.attempt',
      orderId,
      channel: 'wechat' as never,
      use: 'scansCode',
      credential,
    })
  }
  clerk.leave()
  await expect
    .poll(async () => (await hall.factsOf('Delivered')).filter((fact) => fact.orderId === orderId).length)
    .toBe(1)
  return orderId
}

/** The tab about payments, in a browser of a member of staff. */
async function backOffice(browser: Browser, hall: TestHall, staffNumber: string): Promise<Page> {
  const page = await signIn(browser, hall, staffNumber, { page: 'admin' })
  page.setDefaultTimeout(ACT_MS)
  await page.getByRole('navigation').getByRole('link', { name: /^收费/ }).click()
  await expect(page.getByRole('heading', { name: '今日订单' })).toBeVisible()
  return page
}

/** Asks for a refund of the order's payment. */
async function askRefund(page: Page, orderId: string): Promise<void> {
  await page.getByTestId('find-order').fill(orderId)
  await page.getByTestId('open-order').click()
  await page.getByTestId('refund').click()
  await page.getByTestId('refund-why').selectOption('paidTwice')
  await page.getByRole('button', { name: '申请退款' }).click()
  await expect(page.getByTestId('refund-why')).toBeHidden()
}
const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

test('a refund below the limit needs nobody else: reversed, paid out of the drawer, once', async ({
  hall,
  browser,
}) => {
  const orderId = await paid(hall, SMALL)
  const page = await backOffice(browser, hall, ADMINISTRATOR)
  await askRefund(page, orderId)
  await page.keyboard.press('Escape')
  await page.getByTestId('pay-out').click({ timeout: 30_000 })
  await picture(page, 'back-office-pay-out')
  await page.getByRole('button', { name: '已付给客户' }).click()
  await expect.poll(async () => (await hall.factsOf('Refunded')).map(({ fen }) => fen)).toEqual([5_917])
  expect(await hall.factsOf('RefundApproved')).toEqual([])
  expect((await hall.factsOf('RefundAsked')).map(({ why }) => why)).toEqual(['paidTwice'])
  await expect(panel(page, '退款复核与退付')).toContainText('没有待处理的退款')
})

test('a refund above the limit waits for another person, whatever becomes of the limit meanwhile', async ({
  hall,
  browser,
}) => {
  const orderId = await paid(hall, LARGE, '130000000000000077')
  const asks = await backOffice(browser, hall, MANAGER)
  await askRefund(asks, orderId)
  await asks.keyboard.press('Escape')
  await expect(asks.getByTestId('approve')).toHaveAttribute('aria-disabled', 'true')
  await expect(panel(asks, '退款复核与退付')).toContainText('本人申请的退款须由另一人复核')
  await picture(asks, 'back-office-own-refund')
  const [asked] = (await hall.factsOf('RefundAsked')).filter((fact) => fact.orderId === orderId)
  // The page does not offer it; nor does the hall take it.
  const same = await Clerk.signIn(hall, MANAGER)
  const approval = { type: 'payment.approve', orderId, refundId: asked?.refundId, isApproved: true } as never
  await expect(same.send(approval)).rejects.toThrow('payment.samePerson')
  same.leave()
  // A limit that is raised while it waits lets nothing through by itself.
  await hall.edit((file) => {
    if (file.payments) file.payments.refundApprovalFen = 1_000_000_000
  })
  expect(await hall.factsOf('RefundApproved')).toEqual([])

  const approves = await backOffice(browser, hall, ADMINISTRATOR)
  await approves.getByTestId('approve').click()
  await expect(approves.getByRole('dialog')).toContainText('重复缴费')
  await expectAccessible(approves, 'the approval of a refund')
  await picture(approves, 'back-office-approve')
  await approves.getByRole('dialog').getByRole('button', { name: '同意退款' }).click()
  await expect
    .poll(async () => (await hall.factsOf('Refunded')).filter((fact) => fact.orderId === orderId).length)
    .toBe(1)
  const refunds = await hall.outside.ask<{ status: string }[]>('wechat', 'refunds')
  expect(refunds).toHaveLength(1)
})

test('a difference of a day is a case with its report, and a person closes it', async ({ hall, browser }) => {
  const page = await backOffice(browser, hall, ADMINISTRATOR)
  const before = await page.getByTestId('report-day').inputValue()
  await hall.outside.ask('utility', 'faults', [{ at: 'statement', does: 'statementDiffers', times: 1 }])
  await page.getByTestId('report-side').selectOption('billing')
  await page.getByTestId('reconcile').click()
  await expect(panel(page, '挂账')).toContainText('仅营销系统有销账')
  await expect(panel(page, '挂账')).toContainText('¥43.21')
  await expectAccessible(page, 'payments in the back office')
  await picture(page, 'back-office-case')

  const saved = async (name: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).first().click(),
    ])
    return readFile(await download.path())
  }
  const report = page.locator('.report')
  await expect(report).toBeVisible()
  const csv = (await saved('下载 CSV')).toString('utf8')
  expect(csv).toContain('对账报告')
  expect(csv).toContain('营销系统,已对账')
  expect(csv).toContain('-43.21')
  const zh = pdfText(await saved('下载 PDF'))
  for (const said of ['对账报告', before, '营销系统', '已对账', '-43.21']) expect(zh).toContain(said)
  await page.getByRole('button', { name: 'English' }).click()
  const en = pdfText(await saved('Download PDF'))
  for (const said of ['Reconciliation', 'Billing system', 'compared', '-43.21']) expect(en).toContain(said)
  await picture(page, 'back-office-report-en')
  await page.getByRole('button', { name: '中文' }).click()

  await page.getByTestId('close-case').click()
  await page.getByRole('dialog').getByLabel('对方已更正').check()
  await picture(page, 'back-office-close-case')
  await page.getByRole('dialog').getByRole('button', { name: '销案' }).click()
  await expect(panel(page, '挂账')).toContainText('没有未结的挂账')
  expect((await hall.factsOf('SuspenseClosed')).map(({ how, to }) => [how, to])).toEqual([
    ['corrected', 'billing'],
  ])
})

test('the console shows what the hall took, and how its days compare', async ({ hall, browser }) => {
  const region = await TestRegion.start()
  try {
    await hall.clock.pass(HOUR_MS)
    await region.begin()
    await hall.reportTo(region, 'root')
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
    await page.goto(`${region.url}/takings`)
    await page.getByLabel('账号').fill('admin')
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    const row = page.locator(`[data-hall=${hall.file.hall.id}]`)
    // Compared with the utility; of channels the first day is not over.
    await expect(row).toContainText('已平 1')
    await expect(row).toContainText('支付宝')
    // Two payments at counters in the hour before, and none at kiosks.
    await expect(row).toContainText('自助终端 ¥0.00')
    await expect(page.locator('[data-way=cash]')).toContainText('¥59.17')
    await expect(page.locator('[data-way=wechat]')).toContainText('1 笔')
    await expectAccessible(page, 'takings at the console')
    await picture(page, 'console-takings-of-a-hall')
  } finally {
    await region.stop()
  }
})
