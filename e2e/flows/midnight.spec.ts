import type { HallFile } from '@service-hall/contract'
import { openCounter, openDisplay } from '../fixtures/browser.ts'
import { beforeMidnight } from '../fixtures/clock/before-midnight.ts'
import { currentNumber, press } from '../fixtures/counter-terminal.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import { expect, picture, test } from '../fixtures/test.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** Bills are paid round the clock, new connections until five minutes before midnight. */
function hours(file: HallFile): void {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
  for (const service of file.services)
    if (service.id === 'newConnection')
      service.openingHours = [{ days: [...days], from: '08:00', to: '23:55' }]
}

test('midnight: who waits round the clock is carried over, who does not is told so beforehand', async ({
  browser,
}) => {
  const hall = await TestHall.start(hours, { clockWallMs: beforeMidnight(10) })
  const kiosk = await startKiosk(hall)
  const { screen } = kiosk
  const lasts = screen.getByTestId('ticket-valid')
  const take = async (service: string, number: string, ends: string | null): Promise<void> => {
    await kiosk.takeTicket(service)
    await expect(screen.getByTestId('ticket-number')).toHaveText(number)
    const { text } = await hall.devices.printer.control.waitPaper()
    expect(text).toContain(number)
    if (ends === null) {
      await expect(lasts).toHaveCount(0)
      expect(text).not.toContain('当日有效')
    } else {
      await expect(lasts).toContainText(`当日有效，办理至 ${ends}`)
      expect(text).toContain(`当日有效，办理至 ${ends}`)
      expect(text).toContain(`Valid today only, until ${ends}`)
      await picture(screen, 'kiosk-valid-today')
    }
    await kiosk.finish()
  }
  try {
    const display = await openDisplay(browser, hall)
    await take('缴纳电费', 'A001', null)
    await take('业扩报装', 'B001', '23:55')
    await expect(display.locator('[data-waiting="pay"]')).toHaveAttribute('data-count', '1')
    await expect(display.locator('[data-day-end]')).toHaveCount(0)

    await hall.clock.pass(5 * MINUTE + 10 * SECOND)
    const counter = await openCounter(browser, hall, '1002', '2')
    const notice = display.locator('[data-day-end="closing"]')
    await expect(notice).toContainText('业扩报装 今日已停止取号')
    await expect(notice).toContainText('尚有 1 人等候')
    await picture(display, 'display-closing')

    await hall.clock.pass(5 * MINUTE + 10 * SECOND)
    await expect(display.locator('[data-day-end="ended"]')).toContainText('昨日号票已失效')
    await picture(display, 'display-day-ended')
    await expect(display.locator('[data-waiting="newConnection"]')).toHaveAttribute('data-count', '0')
    await press(counter, 'callNext')
    await expect(currentNumber(counter)).toHaveText('A001')
    await expect(display.locator('[data-call-out][data-ticket="A001"]')).toBeVisible()
    const [opened] = (await hall.factsOf('DayOpened')).slice(-1)
    expect(opened?.carriesServices).toContain('pay')
  } finally {
    await kiosk.close()
    await hall.stop()
  }
})
