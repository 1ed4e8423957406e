import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { expectAccessible } from '../fixtures/axe.ts'
import { openCounter, signIn } from '../fixtures/browser.ts'
import { CARDS, cardStrip, liftCard, showCard } from '../fixtures/card.ts'
import { currentNumber, press } from '../fixtures/counter-terminal.ts'
import type { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import { expect, picture, test } from '../fixtures/test.ts'

/** Everything that the hall and its stations have written. */
function traces(hall: TestHall): string {
  const files = readdirSync(hall.folder, { recursive: true, withFileTypes: true })
  const kept = files.filter((entry) => entry.isFile() && entry.name !== 'hall.yaml')
  const texts = kept.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
  return [...texts, hall.serverLog()].join('\n')
}

test('an old customer lays the ID card down, touches a service, and is called before who came earlier', async ({
  hall,
  kiosk,
  browser,
}) => {
  const { screen } = kiosk
  const counter = await openCounter(browser, hall, '1001', '1')
  await kiosk.takeTicket('缴纳电费')
  await expect(screen.getByTestId('ticket-number')).toHaveText('A001')
  await kiosk.finish()
  await hall.devices.printer.control.waitPaper()

  await showCard(hall, screen, 'old')
  await expect(cardStrip(screen, 'known')).toContainText('张** 您好')
  await expect(cardStrip(screen, 'known')).toContainText('老年优先（年满 70 岁）')
  await screen.getByRole('button', { name: /缴纳电费/ }).click()
  const paper = await hall.devices.printer.control.waitPaper()
  await expect(screen.getByTestId('ticket-number')).toHaveText('A002')
  await expect(screen.getByTestId('ticket-priority')).toHaveText('老年优先')
  await expect(screen.getByTestId('take-card-back')).toHaveText('请取回您的身份证')
  expect(paper.text).toContain('A002')
  expect(paper.text).toContain('老年优先')
  await liftCard(hall)
  await kiosk.finish()

  await press(counter, 'callNext')
  await expect(currentNumber(counter)).toHaveText('A002')
  const [first, second] = await hall.factsOf('TicketIssued')
  expect(first).toMatchObject({ number: 'A001', classId: 'normal' })
  expect(first).not.toHaveProperty('subjectId')
  expect(second).toMatchObject({ number: 'A002', classId: 'senior', subjectId: expect.any(String) })
  expect(traces(hall)).not.toMatch(new RegExp(`${CARDS.old.name}|99000019450307`))
})

test('a card that says nothing, a customer who would rather not be known, a reader that is gone: tickets go on', async ({
  hall,
  kiosk,
}) => {
  const { screen } = kiosk
  await showCard(hall, screen, 'unreadable')
  await expect(cardStrip(screen, 'unreadable')).toContainText('没有读到身份证')
  await liftCard(hall)
  await kiosk.takeTicket('缴纳电费')
  await expect(screen.getByTestId('ticket-number')).toHaveText('A001')
  await kiosk.finish()

  await showCard(hall, screen, 'old')
  await screen.getByTestId('without-card').click()
  await expect(cardStrip(screen, 'left')).toBeVisible()
  await kiosk.takeTicket('缴纳电费')
  await expect(screen.getByTestId('ticket-number')).toHaveText('A002')
  await kiosk.finish()
  await liftCard(hall)

  await expect(cardStrip(screen, 'welcome')).toBeVisible()
  await hall.devices.idReaderLine.unplug()
  await expect(cardStrip(screen, 'welcome')).toBeHidden()
  await kiosk.takeTicket('缴纳电费')
  await expect(screen.getByTestId('ticket-number')).toHaveText('A003')
  await kiosk.finish()
  await hall.devices.idReaderLine.plug()
  await expect(cardStrip(screen, 'welcome')).toBeVisible()

  const issued = await hall.factsOf('TicketIssued')
  expect(issued.map((fact) => [fact.classId, fact.subjectId])).toEqual(Array(3).fill(['normal', undefined]))
})

async function look(page: Page, name: string): Promise<void> {
  await picture(page, name)
  await expectAccessible(page, name)
  const sizes = await page
    .locator('button:visible')
    .evaluateAll((buttons) =>
      buttons
        .map((button) => button.getBoundingClientRect())
        .map(({ width, height }) => Math.min(width, height)),
    )
  expect(Math.min(...sizes), `touch targets on ${name}`).toBeGreaterThanOrEqual(60)
}

for (const [shape, size] of Object.entries({
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
})) {
  test(`the ID card on the screen in ${shape}: two languages, ordinary and senior`, async ({
    hall,
    browser,
  }) => {
    // Two cards take tickets for one service again and again, and somebody is there for it.
    await hall.edit((file) => (file.policies.openTicketsPerPerson = 0))
    await openCounter(browser, hall, '1001', '1')
    const kiosk = await startKiosk(hall, size)
    const { screen } = kiosk
    try {
      // Customers take turns: the same card laid down again at once passes for one left lying.
      for (const [mode, english, senior, card] of [
        ['zh', false, false, 'old'],
        ['zh-senior', false, true, 'alsoOld'],
        ['en', true, false, 'old'],
        ['en-senior', true, true, 'alsoOld'],
      ] as const) {
        const name = `kiosk-card-${shape}-${mode}`
        if (english) await screen.getByTestId('language').click()
        if (senior) await screen.getByTestId('senior').click()
        await expect(cardStrip(screen, 'welcome')).toBeVisible()
        await look(screen, `${name}-1-welcome`)
        await screen.locator('main li button').first().click()
        await expect(screen.getByTestId('take')).toBeVisible()
        await look(screen, `${name}-2-confirm`)
        await showCard(hall, screen, card)
        await look(screen, `${name}-3-confirm-known`)
        await screen.getByTestId('home').click()
        await expect(cardStrip(screen, 'known')).toBeVisible()
        await look(screen, `${name}-4-known`)
        await screen.locator('main li button').first().click()
        await expect(screen.getByTestId('take-card-back')).toBeVisible()
        await look(screen, `${name}-5-ticket`)
        await liftCard(hall)
        await kiosk.finish()
      }
      await screen.getByTestId('language').click()
      await screen.getByTestId('senior').click()
      await showCard(hall, screen, 'unreadable')
      await look(screen, `kiosk-card-${shape}-en-senior-6-unreadable`)
      await liftCard(hall)
      await hall.devices.printerLine.unplug()
      await showCard(hall, screen, 'old')
      await look(screen, `kiosk-card-${shape}-en-senior-7-no-paper`)
      await screen.locator('main li button').first().click()
      await expect(screen.getByRole('img', { name: 'Scan to keep your number' })).toBeVisible()
      await look(screen, `kiosk-card-${shape}-en-senior-8-on-screen`)
      await kiosk.finish()
      await expect(cardStrip(screen, 'left')).toBeVisible()
      await look(screen, `kiosk-card-${shape}-zh-9-left`)
    } finally {
      await kiosk.close()
    }
  })
}

test('the reader stands among the devices, with its state in words', async ({ hall, kiosk, browser }) => {
  await expect(cardStrip(kiosk.screen, 'welcome')).toBeVisible()
  const admin = await signIn(browser, hall, '9001', { page: 'admin' })
  await admin.locator('nav a[href="#devices"]').click()
  const row = admin.getByRole('row', { name: /身份证阅读器/ })
  await expect(row).toContainText('正常')
  await hall.devices.idReader.control.fault('notAuthorised')
  await expect(row).toContainText('安全模块故障')
  await expect(cardStrip(kiosk.screen, 'welcome')).toBeHidden()
  await admin.getByRole('button', { name: 'English' }).click()
  await expect(admin.getByRole('row', { name: /ID card reader/ })).toContainText(/security module fault/i)
  await picture(admin, 'admin-en-id-reader')
})
