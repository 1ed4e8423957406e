import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HallFile } from '@service-hall/contract'
import type { Page } from 'playwright/test'
import { openCounter, openDisplay, signIn } from '../fixtures/browser.ts'
import { currentNumber, press } from '../fixtures/counter-terminal.ts'
import { TestHall } from '../fixtures/hall.ts'
import { expect, test as base } from '../fixtures/test.ts'

/** Two time zones in which it is never the same day. */
const [YESTERDAY, TODAY] = ['Pacific/Midway', 'Pacific/Kiritimati'] as const
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

function openRoundTheClock(file: HallFile): void {
  file.hall.timeZone = YESTERDAY
  for (const service of file.services)
    service.openingHours = [{ days: [...DAYS], from: '00:00', to: '24:00' }]
}

const test = base.extend({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
  hall: async ({}, use) => {
    const hall = await TestHall.start(openRoundTheClock)
    await use(hall)
    await hall.stop()
  },
})

async function issueByHand(admin: Page, number: string): Promise<void> {
  await admin.locator('nav a[href="#tickets"]').click()
  await admin.getByRole('button', { name: '取号', exact: true }).click()
  await expect(admin.getByText(`已取号 ${number}`)).toBeVisible()
}

/** The server again, a day later. */
async function restartOnTheNextDay(hall: TestHall): Promise<void> {
  await hall.killServer()
  hall.file.hall.timeZone = TODAY
  await writeFile(join(hall.folder, 'hall.yaml'), JSON.stringify(hall.file))
  await hall.startServer()
}

test('a case left over night is ended, its counter is free, and its number stands on the display once', async ({
  hall,
  browser,
}) => {
  test.slow()
  const display = await openDisplay(browser, hall)
  const admin = await signIn(browser, hall, '9001', { page: 'admin' })
  await issueByHand(admin, 'A001')

  const leaving = await openCounter(browser, hall, '1001', '1')
  await press(leaving, 'callNext')
  await press(leaving, 'start')
  await leaving.getByRole('button', { name: '退出登录' }).click()
  await expect(leaving.getByLabel('工号')).toBeVisible()
  await expect(display.getByText('A001').first()).toBeVisible()

  await restartOnTheNextDay(hall)
  const shown = display.getByText('A001', { exact: true })
  await expect(shown).toHaveCount(0)
  // The number of the day before is not given again while its case was open as the day began.
  await issueByHand(admin, 'A002')
  const counter = await openCounter(browser, hall, '1002', '1')
  await press(counter, 'callNext')
  await expect(currentNumber(counter)).toHaveText('A002')
  const [opened] = (await hall.factsOf('DayOpened')).slice(-1)
  expect(opened?.left).toEqual(['C1'])
})

test('who goes on at another terminal leaves the first alone, and a manager frees the counter of who left', async ({
  hall,
  browser,
}) => {
  const admin = await signIn(browser, hall, '9001', { page: 'admin' })
  await issueByHand(admin, 'A001')
  const working = await openCounter(browser, hall, '1001', '1')
  await press(working, 'callNext')

  const elsewhere = await signIn(browser, hall, '1001')
  await expect(elsewhere.getByRole('heading', { name: /正在另一台终端上使用/ })).toBeVisible()
  await elsewhere.keyboard.press('3') // a stray key there marks nobody a no-show
  await elsewhere.getByRole('button', { name: '退出登录' }).click()
  await expect(elsewhere.getByLabel('工号')).toBeVisible()
  await press(working, 'start')
  await working.context().close() // and is gone

  await admin.locator('nav a[href="#overview"]').click()
  await admin.getByRole('button', { name: '关闭 1号窗口' }).click()
  await admin.getByRole('radio', { name: /结束此次办理/ }).check()
  await admin.getByRole('button', { name: '关闭窗口' }).click()
  await expect(admin.getByRole('button', { name: '关闭 1号窗口' })).toBeHidden()
  expect(await hall.factsOf('CaseClosed')).toHaveLength(1)
  expect(await hall.factsOf('TicketNoShow')).toHaveLength(0)
})
