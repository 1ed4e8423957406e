import { startSimulator } from '@service-hall/drivers/testing'
import type { RunningSimulator } from '@service-hall/drivers/testing'
import { lookUntil } from '@service-hall/harness/process'
import type { Locator, Page } from 'playwright/test'
import { expectAccessible } from '../fixtures/axe.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import type { Kiosk } from '../fixtures/kiosk.ts'
import { expect, picture, test as base } from '../fixtures/test.ts'

// A customer at a real kiosk buys for their meter card: a real agent, a reader on a pseudo-terminal, and the sandbox utility
// with its key service.

type Slot = { hall: TestHall; reader: RunningSimulator; kiosk: Kiosk }
const test = base.extend<object, { slot: Slot }>({
  slot: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const reader = await startSimulator('card-reader', { profile: 'crt310', stepMs: 0 })
      const line = await reader.pty()
      const hall = await TestHall.start(
        (file) => {
          file.devices.push({
            ...{ id: 'K1-card', kind: 'cardReader', profile: 'crt310', station: 'K1' },
            ...{ name: { zh: '购电卡读写器', en: 'Meter card reader' }, link: { url: line.url } },
          } as never)
        },
        { pays: true },
      )
      const kiosk = await startKiosk(hall)
      await use({ hall, reader, kiosk })
      await kiosk.close()
      await hall.stop()
      await reader.stop()
    },
    { scope: 'worker' },
  ],
})
test.describe.configure({ mode: 'serial' })

async function touch(on: Locator, next: Locator): Promise<void> {
  await expect(async () => {
    if (!(await next.isVisible())) await on.click({ timeout: 1_000 })
    await expect(next).toBeVisible({ timeout: 2_000 })
  }).toPass()
}
async function putIn({ reader }: Slot, card: object): Promise<void> {
  await lookUntil('a card that was drawn in', async () =>
    Boolean(await reader.control.ask({ do: 'insert', ...card })),
  )
}
async function takeOut({ reader }: Slot): Promise<void> {
  await lookUntil('a card in the gate', async () => (await reader.control.state())['place'] === 'gate')
  await reader.control.ask({ do: 'take' })
}
/** From a begun visit to the code of a purchase of 100.00. */
async function toTheCode(slot: Slot, card: object): Promise<void> {
  const { screen } = slot.kiosk
  await putIn(slot, card)
  await touch(
    screen.getByTestId('preset-10000'),
    screen.locator('[data-testid=preset-10000][aria-pressed=true]'),
  )
  await touch(screen.getByTestId('take-amount'), screen.getByTestId('way-alipay'))
  await touch(screen.getByTestId('way-alipay'), screen.getByTestId('to-pay'))
}
async function pay({ hall }: Slot): Promise<void> {
  const no = await hall.outside.ask<string>('alipay', 'latest')
  await hall.outside.ask('alipay', 'pay', { channelNo: no, orderId: no, no })
}
const looked = async (screen: Page, name: string): Promise<void> => {
  await picture(screen, name)
  await expectAccessible(screen, name)
}
const sales = ({ hall }: Slot) => hall.outside.ask<{ state: string }[]>('utility', 'sales')

test('whoever wants the queue of top-ups is told of the kiosk, buys at it, and the card is written', async ({
  slot,
}) => {
  const { kiosk, reader, hall } = slot
  const { screen } = kiosk
  await touch(
    screen.getByRole('button', { name: /购电充值.*请带好购电卡/s }),
    screen.getByTestId('pay-instead'),
  )
  await looked(screen, 'meter-instead')
  await touch(screen.getByTestId('pay-instead'), screen.getByRole('heading', { name: '请插入购电卡' }))
  await looked(screen, 'meter-insert')
  await toTheCode(slot, { card: 'meter' })
  await pay(slot)
  await screen.getByTestId('done').waitFor()
  await looked(screen, 'meter-done')
  expect(await reader.control.ask({ get: 'meterCard' })).toEqual({
    ...{ amountFen: 10_000, count: 8, isReturned: false },
  })
  expect(await sales(slot)).toMatchObject([{ state: 'written' }])
  expect((await hall.devices.printer.control.waitPaper()).text).toContain('购电')
  await takeOut(slot)
  await touch(screen.getByTestId('done'), screen.getByTestId('begin-meterCard'))
})

test('an agent killed while it writes goes on with the card, and one that was pulled out is asked for again', async ({
  slot,
}) => {
  const { kiosk, reader } = slot
  const { screen } = kiosk
  const next = { card: 'meter', content: { count: 8, returned: { remainingFen: 900, count: 8 } } }
  await screen.getByTestId('language').click()
  await touch(
    screen.getByTestId('begin-meterCard'),
    screen.getByRole('heading', { name: 'Insert your meter card' }),
  )
  await toTheCode(slot, next)
  // The write of the wallet is done, its answer is lost, and so is whoever waited for it.
  await reader.control.ask({ fault: 'tear', at: 11, when: 'after' })
  await reader.control.ask({ fault: 'slow', ms: 400 })
  await pay(slot)
  await screen.getByRole('heading', { name: 'Writing your card' }).waitFor()
  await picture(screen, 'meter-writing-en')
  process.kill(await kiosk.agentPid(), 'SIGKILL')
  await reader.control.ask({ do: 'pull' })
  await reader.control.ask({ fault: null })
  await screen.getByTestId('give-up').waitFor()
  await looked(screen, 'meter-repair-en')
  await putIn(slot, { card: 'same' })
  await screen.getByTestId('done').waitFor()
  await looked(screen, 'meter-repaired-en')
  expect(await reader.control.ask({ get: 'meterCard' })).toMatchObject({ amountFen: 10_000, count: 9 })
  expect(await sales(slot)).toMatchObject([{ state: 'written' }, { state: 'written' }])
})
