import { openCounter } from '../fixtures/browser.ts'
import { expect, test } from '../fixtures/test.ts'

test('paper runs out in the middle of a ticket: the number stands on the screen and staff decide', async ({
  hall,
  kiosk,
  browser,
}) => {
  const counter = await openCounter(browser, hall, '1001', '1')
  await hall.devices.printer.control.fault('paperOut', { line: 3 })
  await kiosk.takeTicket('缴纳电费')
  await expect(kiosk.screen.getByTestId('ticket-number')).toHaveText('A001')
  await expect(kiosk.screen.getByRole('img', { name: '扫码保存号码' })).toBeVisible()
  await expect
    .poll(async () => (await hall.factsOf('TicketPaperReported')).map((fact) => fact.outcome))
    .toHaveLength(1)
  const [report] = await hall.factsOf('TicketPaperReported')
  expect(report?.outcome).not.toBe('printed')

  // The fault is cured; the old job must not come out by itself, only what staff ask for.
  await hall.devices.printer.control.fault(null)
  await counter
    .getByRole('button', { name: /需处理|待处理|小票/ })
    .first()
    .click()
  await counter.getByRole('button', { name: /补打/ }).first().click()
  await expect
    .poll(async () => (await hall.factsOf('TicketPaperReported')).at(-1))
    .toMatchObject({ attempt: 2, outcome: 'printed' })
  const whole = (await hall.devices.printer.control.papers()).filter((paper) => paper.qr.length === 1)
  expect(whole).toHaveLength(1)
})

test('the printer is unplugged and comes back', async ({ hall, kiosk }) => {
  await hall.devices.printerLine.unplug()
  await expect(kiosk.screen.getByText('暂时不能打印号票')).toBeVisible()
  await kiosk.takeTicket('咨询与投诉')
  await expect(kiosk.screen.getByText('打印机暂时不能出票，您的号码有效', { exact: true })).toBeVisible()
  await expect(kiosk.screen.getByTestId('ticket-number')).toHaveText('C001')
  await kiosk.finish()

  await hall.devices.printerLine.plug()
  await expect(kiosk.screen.getByText('暂时不能打印号票')).toBeHidden()
  await kiosk.takeTicket('咨询与投诉')
  const paper = await hall.devices.printer.control.waitPaper()
  expect(paper.text).toContain('C002')
  expect(await hall.devices.printer.control.papers()).toHaveLength(1)
})
