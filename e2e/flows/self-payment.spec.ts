import type { Locator, Page } from 'playwright/test'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import type { Kiosk } from '../fixtures/kiosk.ts'
import { expect, picture, test as base } from '../fixtures/test.ts'

// A customer at a real kiosk pays; channels and the utility are sandboxes that speak the true protocols.

const THREE_BILLS = '9900000000010'
const ONE_BILL = '9900000000036'

const test = base.extend<{ hall: TestHall; kiosk: Kiosk }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
  hall: async ({}, use, info) => {
    const hall = await TestHall.start(undefined, { pays: true })
    await use(hall)
    if (info.status !== info.expectedStatus) await info.attach('hall-server.log', { body: hall.serverLog() })
    await hall.stop()
  },
  kiosk: async ({ hall }, use) => {
    const kiosk = await startKiosk(hall)
    await use(kiosk)
    await kiosk.close()
  },
})

/** Touches until what follows is there: a touch close behind the one before counts as its echo. */
async function touch(on: Locator, next: Locator): Promise<void> {
  await expect(async () => {
    if (!(await next.isVisible())) await on.click({ timeout: 1_000 })
    await expect(next).toBeVisible({ timeout: 2_000 })
  }).toPass()
}

/** From the start page to the code of a way to pay. */
async function toTheCode(
  screen: Page,
  { accountNo, way }: { accountNo: string; way: string },
): Promise<void> {
  const at = (id: string): Locator => screen.getByTestId(id)
  await touch(at('begin-pay'), at('account-no'))
  const digits = accountNo.replace(/\d{4}(?=\d)/g, '$& ')
  for (const digit of accountNo) await screen.getByRole('button', { name: digit, exact: true }).click()
  await expect(at('account-no')).toHaveText(digits.replaceAll(' ', ''))
  await touch(at('next-step'), at('pay-bills'))
  await touch(at('pay-bills'), at(`way-${way}`))
  await touch(at(`way-${way}`), at('to-pay'))
}

const PHONES = ['alipay', 'wechat', 'unionpay'] as const

/** The customer pays the code that was shown last. */
async function payByPhone(hall: TestHall, phone: (typeof PHONES)[number]): Promise<void> {
  const no = await hall.outside.ask<string>(phone, 'latest')
  await hall.outside.ask(phone, 'pay', { channelNo: no, orderId: no, no })
}

/** Every trade once at the utility, nothing held: the books of all three agree. */
async function expectPaidOnce(hall: TestHall): Promise<void> {
  const paid = await hall.factsOf('AttemptPaid')
  const delivered = await hall.factsOf('Delivered')
  expect(paid).toHaveLength(1)
  expect(delivered.map(({ fen }) => fen)).toEqual(paid.map(({ fen }) => fen))
  const written = await hall.outside.ask<{ key: string }[]>('utility', 'writeOffs')
  expect(written.map(({ key }) => key)).toEqual(delivered.map(({ orderId }) => orderId))
}

for (const way of PHONES)
  test(`bills are paid by ${way}, written off once, and a receipt comes out`, async ({ hall, kiosk }) => {
    const { screen } = kiosk
    await toTheCode(screen, { accountNo: THREE_BILLS, way })
    await picture(screen, `pay-code-${way}`)
    await payByPhone(hall, way)
    const paper = await hall.devices.printer.control.waitPaper()
    await screen.getByTestId('done').waitFor()
    await picture(screen, `pay-done-${way}`)
    await expectPaidOnce(hall)
    const [delivered] = await hall.factsOf('Delivered')
    expect(paper.text).toContain(delivered?.writeOffNo ?? 'no write-off')
    expect(paper.text).not.toContain(THREE_BILLS)
  })

test('who cancels at the code pays nothing, and the screen says what that means', async ({ hall, kiosk }) => {
  const { screen } = kiosk
  await toTheCode(screen, { accountNo: ONE_BILL, way: 'alipay' })
  await touch(screen.getByTestId('cancel'), screen.getByTestId('consequence'))
  await picture(screen, 'pay-cancel')
  await touch(
    screen.getByTestId('really-cancel'),
    screen.getByTestId('done').or(screen.getByTestId('to-start')),
  )
  await picture(screen, 'pay-cancelled')
  await expect.poll(async () => (await hall.factsOf('PaymentOrderCancelled')).length).toBe(1)
  expect(await hall.factsOf('AttemptPaid')).toHaveLength(0)
})

test('the hall server dies while the customer pays: paid once, written off once, and the screen says so', async ({
  hall,
  kiosk,
}) => {
  await hall.outside.ask('utility', 'faults', [{ at: 'writeOff', does: 'dropResponse', times: 1 }])
  const { screen } = kiosk
  await toTheCode(screen, { accountNo: ONE_BILL, way: 'alipay' })
  await hall.killServer()
  await payByPhone(hall, 'alipay')
  await hall.startServer()
  await screen.getByTestId('done').waitFor()
  await expectPaidOnce(hall)
  expect((await hall.devices.printer.control.waitPaper()).text).toContain('59.17')
})

test('the agent dies while the customer pays: paid once, written off once', async ({ hall, kiosk }) => {
  const { screen } = kiosk
  await toTheCode(screen, { accountNo: ONE_BILL, way: 'wechat' })
  process.kill(await kiosk.agentPid(), 'SIGKILL')
  await payByPhone(hall, 'wechat')
  await expect.poll(async () => (await hall.factsOf('Delivered')).length).toBe(1)
  await expectPaidOnce(hall)
})
