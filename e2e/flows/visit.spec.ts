import { openCounter, openDisplay } from '../fixtures/browser.ts'
import { currentNumber, press } from '../fixtures/counter-terminal.ts'
import { expect, test } from '../fixtures/test.ts'

test('a customer takes a ticket, is called, served and rates', async ({ hall, kiosk, browser }) => {
  const display = await openDisplay(browser, hall)
  await expect(display.getByText('滨江供电营业厅').first()).toBeVisible()
  const counter = await openCounter(browser, hall, '1001', '1')

  await kiosk.takeTicket('缴纳电费')
  const paper = await hall.devices.printer.control.waitPaper()
  await expect(kiosk.screen.getByRole('heading', { name: '请取走小票' })).toBeVisible()
  const number = await kiosk.number()
  expect(number).toBe('A001')
  expect(paper.text).toContain('A001')
  expect(paper.text).toContain('滨江供电营业厅')
  expect(paper.text).toContain('缴纳电费')
  expect(paper.text).toContain('Pay a bill')
  expect(paper.qr).toHaveLength(1)

  await press(counter, 'callNext')
  await expect(currentNumber(counter)).toHaveText('A001')
  await expect(display.locator('[data-call-out][data-ticket="A001"][data-counter="1"]')).toBeVisible()
  await expect.poll(async () => (await hall.devices.led.control.shown())?.text ?? '').toContain('A001')
  // Both languages are spoken, one after the other, by whatever voice this machine has.
  const announced = display.locator('[data-announced][data-ticket="A001"]')
  await expect(announced.and(display.locator('[data-phase="zh"]'))).toHaveCount(1)
  await expect(announced.and(display.locator('[data-phase="en"]'))).toHaveCount(1)

  await press(counter, 'start')
  await press(counter, 'complete')
  const invitation = await hall.devices.pad.control.waitInvitation()
  expect(invitation.staffNumber).toBe('1001')
  expect(invitation.staffName).toBe('陈晓燕')
  await hall.devices.pad.control.press(5)
  await expect(counter.getByRole('strong').filter({ hasText: 'A001 非常满意' })).toBeVisible()

  const [issued] = await hall.factsOf('TicketIssued')
  const [paperFact] = await hall.factsOf('TicketPaperReported')
  const [rating] = await hall.factsOf('RatingGiven')
  expect(paperFact).toMatchObject({ ticketId: issued?.ticketId, outcome: 'printed' })
  expect(rating).toMatchObject({ ticketId: issued?.ticketId, level: 5, staffId: 'S1001' })
  expect(await hall.devices.printer.control.papers()).toHaveLength(1)
})

test('a late key of the pad is not credited to the next customer', async ({ hall, kiosk, browser }) => {
  const counter = await openCounter(browser, hall, '1001', '1')
  for (const number of ['A001', 'A002']) {
    await kiosk.takeTicket('缴纳电费')
    await expect(kiosk.screen.getByTestId('ticket-number')).toHaveText(number)
    await kiosk.finish()
  }
  const sequences: number[] = []
  for (let customer = 0; customer < 2; customer += 1) {
    await press(counter, 'callNext')
    await press(counter, 'start')
    await press(counter, 'complete')
    sequences.push((await hall.devices.pad.control.waitInvitation()).sequence)
  }
  await hall.devices.pad.control.press(1, sequences[0])
  await hall.devices.pad.control.press(4, sequences[1])
  await expect(counter.getByRole('strong').filter({ hasText: 'A002 满意' })).toBeVisible()
  const ratings = await hall.factsOf('RatingGiven')
  expect(ratings.map((fact) => fact.level)).toEqual([4])
})
