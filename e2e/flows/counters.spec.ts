import { openCounter } from '../fixtures/browser.ts'
import { currentNumber, press } from '../fixtures/counter-terminal.ts'
import { expect, test } from '../fixtures/test.ts'

test('two counters that call at once get two customers', async ({ hall, kiosk, browser }) => {
  const [one, two] = await Promise.all([
    openCounter(browser, hall, '1001', '1'),
    openCounter(browser, hall, '1002', '2'),
  ])
  for (const number of ['A001', 'A002']) {
    await kiosk.takeTicket('缴纳电费')
    await expect(kiosk.screen.getByTestId('ticket-number')).toHaveText(number)
    await kiosk.finish()
  }
  await Promise.all([press(one, 'callNext'), press(two, 'callNext')])
  await expect(currentNumber(one)).toHaveText(/A00[12]/)
  await expect(currentNumber(two)).toHaveText(/A00[12]/)
  expect(await currentNumber(one).innerText()).not.toBe(await currentNumber(two).innerText())
})

test('a call by mistake is undone and the customer keeps the place', async ({ hall, kiosk, browser }) => {
  const counter = await openCounter(browser, hall, '1001', '1')
  for (const number of ['A001', 'A002']) {
    await kiosk.takeTicket('缴纳电费')
    await expect(kiosk.screen.getByTestId('ticket-number')).toHaveText(number)
    await kiosk.finish()
  }
  await press(counter, 'callNext')
  await expect(currentNumber(counter)).toHaveText('A001')
  await press(counter, 'undo')
  await expect(currentNumber(counter)).toBeHidden()
  await press(counter, 'callNext')
  await expect(currentNumber(counter)).toHaveText('A001')
})
