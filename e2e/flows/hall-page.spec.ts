import type { WaitingHall } from '@service-hall/contract'
import type { Page } from 'playwright/test'
import { expectAccessible } from '../fixtures/axe.ts'
import { openCounter } from '../fixtures/browser.ts'
import { currentNumber, press } from '../fixtures/counter-terminal.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import type { Kiosk } from '../fixtures/kiosk.ts'
import { PASSWORD } from '../fixtures/region.ts'
import type { TestRegion } from '../fixtures/region.ts'
import { expect, test } from '../fixtures/test.ts'

/** Lets a hall in that waits, and answers its id. */
async function letIn(region: TestRegion): Promise<string> {
  const waiting = async (): Promise<WaitingHall[]> =>
    (await region.ask('GET', '/api/halls/waiting')) as unknown as WaitingHall[]
  await expect.poll(async () => (await waiting()).length).toBe(1)
  const [hall] = await waiting()
  if (!hall) throw new Error('no hall waits')
  const { hallId, key } = hall
  await region.command('organisation.admitHall', { hallId, key, regionId: 'root', tier: 'B' })
  return hallId
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('账号').fill('S1')
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} S1`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

const figure = (page: Page, name: string) => page.locator(`.figures [data-figure=${name}]`)

test('a customer of a real hall is followed on the region’s page of it, down to the facts and back in time', async ({
  region,
  browser,
}) => {
  await region.begin()
  await region.account('S1', 'root', 'viewer')
  const hall = await TestHall.start((file) => {
    file.region = { hub: region.url }
  })
  let kiosk: Kiosk | null = null
  try {
    const hallId = await letIn(region)
    const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1440, height: 1000 } })
    page.setDefaultTimeout(30_000)
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text())
    })
    await signIn(page, `${region.url}/halls/${hallId}`)
    await expect(figure(page, 'waiting')).toHaveText('0')

    kiosk = await startKiosk(hall)
    await kiosk.takeTicket('缴纳电费')
    await expect(figure(page, 'waiting')).toHaveText('1')
    await expect(page.locator('[data-service=pay] .strong')).toHaveText('1')
    const counter = await openCounter(browser, hall, '1001', '1')
    const card = page.locator('[data-counter=C1]')
    await expect(card).toContainText('空闲')
    await press(counter, 'callNext')
    await expect(currentNumber(counter)).toHaveText('A001')
    await expect(card).toContainText('A001')
    await expect(card).toContainText('服务中')
    await press(counter, 'start')
    await press(counter, 'complete')
    await expect(figure(page, 'served')).toHaveText('1')
    await expect(figure(page, 'waiting')).toHaveText('0')
    const served = page.locator('[data-theme=counter]')
    await served.getByText('以表格查看').click()
    await expect(served.locator('[data-hour] a').filter({ hasText: /^1$/ })).toHaveCount(1, {
      timeout: 20_000,
    })
    await expectAccessible(page, 'a hall')

    // From the figure of the hour to what it is made of.
    await served.locator('[data-hour] a').filter({ hasText: /^1$/ }).click()
    await expect(page.getByRole('heading', { name: '合计 1' })).toBeVisible()
    const row = page.locator('[data-fact]')
    await expect(row).toHaveCount(1)
    await expect(row).toContainText('A001')
    await expect(row).toContainText('1 号窗口')
    await expectAccessible(page, 'the facts of a figure')

    // The hall as it was then, one fact before, and before the customer came.
    await row.getByRole('link', { name: /^回放/ }).click()
    await expect(page.locator('[data-replay=shown]')).toContainText('办结')
    await expect(figure(page, 'served')).toHaveText('1')
    await page.getByRole('button', { name: '上一条记录' }).click()
    await expect(figure(page, 'served')).toHaveText('0')
    await expect(card).toContainText('服务中')
    const slider = page.getByRole('slider', { name: '回放时刻' })
    await slider.focus()
    await page.keyboard.press('Home')
    await expect(figure(page, 'issued')).toHaveText('0')
    await page.keyboard.press('End')
    await expect(figure(page, 'served')).toHaveText('1')
    await page.keyboard.press('Home')
    await expect(figure(page, 'issued')).toHaveText('0')
    expect(new URL(page.url()).searchParams.get('at')).toMatch(/^\d+$/)
    await expectAccessible(page, 'a replay')
    await page.reload()
    await expect(figure(page, 'issued')).toHaveText('0')

    await page.goto(`${region.url}/halls/${hallId}/machines/station/K1`)
    await expect(page.locator('[data-change]').first()).toContainText('已连接')
    await expectAccessible(page, 'a machine')
    await page.goto(`${region.url}/halls/${hallId}/counters/C1`)
    await expect(page.locator('[data-day] a').filter({ hasText: /^1$/ }).first()).toBeVisible()
    await expectAccessible(page, 'a counter')
    await page.goto(`${region.url}/halls/${hallId}/staff/S1001`)
    await expect(page.locator('[data-day] a').filter({ hasText: /^1$/ }).first()).toBeVisible()
    await expectAccessible(page, 'a member of staff')
    await page.goto(`${region.url}/compare?tier=B&days=1`)
    await expect(page.locator(`[data-hall=${hallId}] [data-column=served]`)).toContainText('1')
    await expectAccessible(page, 'halls beside each other')

    // A hall that falls silent says how old it is.
    await page.goto(`${region.url}/halls/${hallId}`)
    await expect(figure(page, 'served')).toHaveText('1')
    await hall.killServer()
    await expect(page.getByText(/连接中断 .* 数据截至/)).toBeVisible()
    expect(faults).toEqual([])
  } finally {
    await kiosk?.close()
    await hall.stop()
  }
})
