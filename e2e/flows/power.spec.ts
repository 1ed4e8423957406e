import { openCounter, openDisplay } from '../fixtures/browser.ts'
import { currentNumber, press } from '../fixtures/counter-terminal.ts'
import { expect, test } from '../fixtures/test.ts'

test('the hall server is killed in mid-day and everything goes on', async ({ hall, kiosk, browser }) => {
  const counter = await openCounter(browser, hall, '1001', '1')
  const display = await openDisplay(browser, hall)
  await kiosk.takeTicket('缴纳电费')
  await hall.devices.printer.control.waitPaper()
  await kiosk.finish()
  await press(counter, 'callNext')
  await expect(currentNumber(counter)).toHaveText('A001')

  await hall.killServer()
  await expect(counter.getByText(/连接断开|正在重新连接|连接已断开/).first()).toBeVisible()
  await expect(kiosk.screen.getByRole('heading', { name: '暂时不能取号' })).toBeVisible()
  await expect(display.locator('[data-lost]')).toBeVisible()

  await hall.startServer()
  await expect(kiosk.screen.getByRole('heading', { name: '您要办理什么业务？' })).toBeVisible()
  await expect(currentNumber(counter)).toHaveText('A001')
  await press(counter, 'start')
  await press(counter, 'complete')
  await expect(display.locator('[data-lost]')).toBeHidden()
  await kiosk.takeTicket('缴纳电费')
  expect((await hall.devices.printer.control.waitPaper()).text).toContain('A002')
  const numbers = (await hall.facts()).map((entry) => entry.number)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
})

test('the agent of the kiosk is killed and comes back by itself', async ({ hall, kiosk }) => {
  await kiosk.takeTicket('缴纳电费')
  await hall.devices.printer.control.waitPaper()
  await kiosk.finish()
  const pid = await kiosk.agentPid()
  process.kill(pid, 'SIGKILL')
  // The screen is never dead meanwhile: it shows the last it knew, or that it is reconnecting.
  await expect(kiosk.screen.getByRole('main')).toContainText(/您要办理什么业务|正在启动|暂时不能取号/)
  await expect.poll(() => kiosk.agentPid()).not.toBe(pid)
  await kiosk.takeTicket('缴纳电费')
  expect((await hall.devices.printer.control.waitPaper()).text).toContain('A002')
})

test('the agent dies while the paper is on its way: staff learn of it, no second paper comes by itself', async ({
  hall,
  kiosk,
}) => {
  // The printer takes the job but never says that it printed it.
  await hall.devices.printer.control.fault('silence', { afterBytes: 200 })
  await kiosk.takeTicket('缴纳电费')
  await expect(kiosk.screen.getByRole('heading', { name: '正在出票' })).toBeVisible()
  process.kill(await kiosk.agentPid(), 'SIGKILL')
  await hall.devices.printer.control.fault(null)
  await expect
    .poll(async () => (await hall.factsOf('TicketPaperReported')).map((fact) => fact.outcome))
    .toEqual(['unknown'])
  expect((await hall.devices.printer.control.papers()).length).toBeLessThanOrEqual(1)
})
