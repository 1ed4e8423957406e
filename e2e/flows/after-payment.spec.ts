import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { pdfText } from '@service-hall/harness/pdf-text'
import type { UtilityAccount } from '@service-hall/harness/sandbox'
import { expectAccessible } from '../fixtures/axe.ts'
import { codeOn } from '../fixtures/code-on.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import type { Kiosk } from '../fixtures/kiosk.ts'
import { payByPhone, touchDrawn } from '../fixtures/paying-customer.ts'
import { expect, picture, test as base } from '../fixtures/test.ts'

// What follows a payment and an inquiry at a real kiosk. One hall and one kiosk for all of it.

const THREE_BILLS = '9900000000010'
const COMPANY = '9900000000101'
const ONE_BILL = '9900000000036'
const OLD_BILL = '9900000000085'
const TWO_BILLS = '9900000000077'

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

for (const { mode, accountNo, way, says } of [
  {
    mode: 'senior',
    accountNo: ONE_BILL,
    way: 'wechat',
    says: ['您要办理什么业务？', '选择要缴的账单', '怎么付款？', '请用微信支付扫码付款', '缴费成功'],
  },
  {
    mode: 'language',
    accountNo: OLD_BILL,
    way: 'alipay',
    says: [
      'What can we do for you?',
      'Choose the bills to pay',
      'How would you like to pay?',
      'Scan and pay with Alipay',
      'Paid. Thank you!',
    ],
  },
] as const)
  test(`the whole way from the start page to the receipt: ${mode}; nothing of the customer stays`, async ({
    shared,
  }) => {
    const { hall, kiosk } = shared
    const { screen } = kiosk
    const heading = (name: string | undefined): Locator => screen.getByRole('heading', { name: name ?? '' })
    const isOn = mode === 'senior' ? screen.locator('html.senior') : heading(says[0])
    await at(screen, 'begin-pay').waitFor()
    await touchDrawn(at(screen, mode), isOn)
    await touchDrawn(at(screen, 'begin-pay'), at(screen, 'account-no'))
    for (const [index, digit] of [...accountNo].entries()) {
      await at(screen, `key-${digit}`).press('Enter')
      await expect(at(screen, 'account-no')).toHaveText(accountNo.slice(0, index + 1))
    }
    await look(screen, `whole-${mode}-1`)
    await touchDrawn(at(screen, 'next-step'), heading(says[1]))
    await look(screen, `whole-${mode}-2`)
    await touchDrawn(at(screen, 'pay-bills'), heading(says[2]))
    await look(screen, `whole-${mode}-3`)
    await touchDrawn(at(screen, `way-${way}`), heading(says[3]))
    await look(screen, `whole-${mode}-4`)
    await payByPhone(hall, way)
    const paper = hall.devices.printer.control.waitPaper()
    await at(screen, 'print').or(at(screen, 'done')).first().waitFor()
    await expect(heading(says[4])).toBeVisible()
    if (await at(screen, 'print').isVisible()) await at(screen, 'print').press('Enter')
    const [delivered] = (await hall.factsOf('Delivered')).slice(-1)
    expect((await paper).text).toContain(delivered?.writeOffNo ?? 'no write-off')
    await look(screen, `whole-${mode}-5`)
    await touchDrawn(at(screen, 'done'), at(screen, 'begin-pay'))
    await expect(screen.locator('html.senior')).toHaveCount(0)
    await expect(heading('您要办理什么业务？')).toBeVisible()
    await expectForgotten(hall, kiosk, accountNo)
  })

test('bills that were paid elsewhere before the way is chosen: the customer is told so, and pays nothing', async ({
  shared,
}) => {
  const { hall, kiosk } = shared
  const { screen } = kiosk
  await identify(screen, 'begin-pay', TWO_BILLS, 'pay-bills')
  await touch(at(screen, 'pay-bills'), at(screen, 'way-alipay'))
  const { bills } = await hall.outside.ask<UtilityAccount>('utility', 'account', { accountNo: TWO_BILLS })
  for (const { billId } of bills) {
    await hall.outside.ask('utility', 'payElsewhere', { accountNo: TWO_BILLS, billId })
  }
  const opened = (await hall.factsOf('PaymentOrderOpened')).length
  await touch(at(screen, 'way-alipay'), screen.getByText('账单刚刚已由其他方式缴清').first())
  await expect(at(screen, 'pay-bills')).toBeHidden()
  await look(screen, 'paid-elsewhere')
  expect(await hall.factsOf('PaymentOrderOpened')).toHaveLength(opened)
  await touch(at(screen, 'home'), at(screen, 'begin-pay'))
})

/** The number of an account is neither on the screen or in its memory, nor in what the kiosk has written. */
async function expectForgotten(hall: TestHall, { screen }: Kiosk, accountNo: string): Promise<void> {
  const kept = await screen.evaluate(() => {
    const root = document.querySelector('#app') as unknown as { __vue_app__: Vue }
    const { $pinia } = root.__vue_app__.config.globalProperties
    const stores = [...$pinia._s.values()].map((store) => JSON.stringify([store.view, store.page?.props]))
    const storage = JSON.stringify({ ...localStorage, ...sessionStorage })
    return [document.documentElement.outerHTML, storage, ...stores].join('')
  })
  expect(kept).not.toContain(accountNo)
  const folder = join(hall.folder, 'K1')
  for (const name of await readdir(folder, { recursive: true })) {
    const written = await readFile(join(folder, name), 'latin1').catch(() => '')
    expect(written.includes(accountNo), name).toBe(false)
  }
}

type Vue = {
  config: { globalProperties: { $pinia: { _s: Map<string, { view?: unknown; page?: { props: unknown } }> } } }
}
