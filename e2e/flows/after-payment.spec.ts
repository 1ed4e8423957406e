import type { Locator, Page } from 'playwright/test'
import { pdfText } from '@service-hall/harness/pdf-text'
import { expectAccessible } from '../fixtures/axe.ts'
import { codeOn } from '../fixtures/code-on.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import type { Kiosk } from '../fixtures/kiosk.ts'
import { expect, picture, test as base } from '../fixtures/test.ts'

// What follows a payment and an inquiry at a real kiosk. One hall and one kiosk for all of it.

const THREE_BILLS = '9900000000010'
const COMPANY = '9900000000101'

const test = base.extend<object, { shared: { hall: TestHall; kiosk: Kiosk } }>({
  shared: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const hall = await TestHall.start(
        (file) => {
          if (file.payments) file.payments.receipts = { address: RECEIPTS, hours: 24 }
        },
        { pays: true },
      )
      const kiosk = await startKiosk(hall)
      await use({ hall, kiosk })
      await kiosk.close()
      await hall.stop()
    },
    { scope: 'worker' },
  ],
})
/** What the proxy of a hall would publish; the test goes to the hall itself. */
const RECEIPTS = 'https://receipts.example/hall'

async function touch(on: Locator, next: Locator): Promise<void> {
  await expect(async () => {
    if (!(await next.isVisible())) await on.click({ timeout: 1_000 })
    await expect(next).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 90_000 })
}
/**
 * The same by the keyboard: what is shrunk to fit its page (CSS zoom) lies elsewhere than Playwright thinks, in the engine that
 * tests run on.
 */
async function press(on: Locator, next: Locator): Promise<void> {
  await expect(async () => {
    if (!(await next.isVisible())) await on.press('Enter', { timeout: 1_000 })
    await expect(next).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 90_000 })
}
const at = (screen: Page, id: string): Locator => screen.getByTestId(id)

async function identify(screen: Page, begin: string, accountNo: string, next: string): Promise<void> {
  await touch(at(screen, begin), at(screen, 'account-no'))
  for (const digit of accountNo) await screen.getByRole('button', { name: digit, exact: true }).click()
  await expect(at(screen, 'account-no')).toHaveText(accountNo)
  await touch(at(screen, 'next-step'), at(screen, next))
}
async function payBills({ hall, kiosk: { screen } }: { hall: TestHall; kiosk: Kiosk }): Promise<void> {
  await identify(screen, 'begin-pay', THREE_BILLS, 'pay-bills')
  await touch(at(screen, 'pay-bills'), at(screen, 'way-alipay'))
  await touch(at(screen, 'way-alipay'), at(screen, 'to-pay'))
  const no = await hall.outside.ask<string>('alipay', 'latest')
  await hall.outside.ask('alipay', 'pay', { channelNo: no })
  await at(screen, 'done').waitFor()
}
/** Keeps a picture and lets axe look at the same moment. */
async function look(screen: Page, name: string): Promise<void> {
  await picture(screen, name)
  await expectAccessible(screen, name)
}

test.describe.configure({ mode: 'serial' })

test('after a payment: a receipt on the phone, a rating by one touch, an invoice, and nothing left behind', async ({
  shared,
}) => {
  const { hall, kiosk } = shared
  const { screen } = kiosk
  await payBills(shared)
  await look(screen, 'after-1-choice')
  await touch(at(screen, 'receipt-qr'), screen.locator('figure svg'))
  await look(screen, 'after-2-receipt-qr')
  const url = await codeOn(screen, RECEIPTS)
  const token = url.split('/').at(-1) ?? ''
  expect(url).toBe(`${RECEIPTS}/receipts/${token}`)
  const fetched = await fetch(`${hall.url}/receipts/${token}`)
  expect(fetched.headers.get('cache-control')).toBe('no-store')
  const text = pdfText(new Uint8Array(await fetched.arrayBuffer()))
  const [delivered] = await hall.factsOf('Delivered')
  for (const said of ['收据 RECEIPT', '支付宝', '9900****0010', delivered?.writeOffNo ?? 'no write-off'])
    for (const word of said.split(' ')) expect(text).toContain(word)
  expect(text).not.toContain(THREE_BILLS)
  await at(screen, 'rate-4').press('Enter')
  await expect
    .poll(async () => await hall.factsOf('PaymentRated'))
    .toMatchObject([{ level: 4, channel: 'alipay', purpose: 'bills', orderId: delivered?.orderId }])
  expect(await hall.factsOf('RatingGiven')).toEqual([])
  await touch(at(screen, 'invoice'), at(screen, 'invoice-confirm'))
  await look(screen, 'after-3-invoice-confirm')
  await touch(at(screen, 'invoice-confirm'), at(screen, 'invoice-no'))
  await look(screen, 'after-4-invoice')
  const invoices = await hall.outside.ask<{ key: string; invoiceNo: string }[]>('utility', 'invoices')
  expect(invoices).toMatchObject([
    { key: `invoice-${delivered?.orderId ?? ''}`, invoiceNo: await at(screen, 'invoice-no').innerText() },
  ])
  await touch(at(screen, 'invoice-back'), at(screen, 'done'))
  await touch(at(screen, 'done'), at(screen, 'begin-pay'))
  expect(await hall.devices.printer.control.papers()).toEqual([])
})

test('an inquiry is printed with the tariff in force, and a bill that was paid before gets its invoice', async ({
  shared,
}) => {
  const { hall, kiosk } = shared
  const { screen } = kiosk
  await identify(screen, 'begin-inquiry', COMPANY, 'tab-usage')
  await press(at(screen, 'tab-usage'), screen.locator('[data-testid="tab-usage"][aria-pressed="true"]'))
  await look(screen, 'after-5-usage')
  await expect(at(screen, 'print')).toBeEnabled()
  await at(screen, 'print').click()
  const paper = await hall.devices.printer.control.waitPaper()
  for (const said of ['电费查询', '执行电价', '账户余额', '用电量']) expect(paper.text).toContain(said)
  expect(paper.text.match(/^20\d\d-\d\d +#/gm)).toHaveLength(24)
  await press(at(screen, 'tab-bills'), screen.locator('[data-testid^="bill-"]').nth(2))
  await press(screen.locator('[data-testid^="bill-"]').nth(2), at(screen, 'invoice'))
  await touch(at(screen, 'invoice'), at(screen, 'invoice-confirm'))
  await expect(at(screen, 'invoice-title')).toContainText('有限公司')
  await touch(at(screen, 'invoice-confirm'), at(screen, 'invoice-no'))
  const invoices = await hall.outside.ask<{ key: string; of: string }[]>('utility', 'invoices')
  expect(invoices.filter(({ key }) => key.startsWith(`invoice-bill-${COMPANY}`))).toHaveLength(1)
  await touch(at(screen, 'invoice-back'), at(screen, 'tab-bills'))
  await touch(at(screen, 'to-start'), at(screen, 'begin-pay'))
})
