import type { Page } from 'playwright/test'
import { TurnedClock } from '../fixtures/clock/turned-clock.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import { expect, test } from '../fixtures/test.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** The wall clock of a page, as its machine's; nothing else of its time. */
async function turnPage(page: Page, wallMs: number): Promise<void> {
  await page.evaluate((off) => {
    const own = window as unknown as { RealDate?: DateConstructor }
    const Real = (own.RealDate ??= Date)
    class Turned extends Real {
      constructor(...given: number[]) {
        super(...((given.length === 0 ? [Real.now() + off] : given) as [number]))
      }
      static override now(): number {
        return Real.now() + off
      }
    }
    window.Date = Turned as DateConstructor
  }, wallMs)
}

test('a kiosk whose clock is put back, forward and back by an hour while connected serves on', async () => {
  const hall = await TestHall.start((file) => {
    Object.assign(file.policies, { issueValidSeconds: 5, kioskIdleSeconds: 10 })
  })
  const clock = new TurnedClock(hall.folder, 'K1')
  const kiosk = await startKiosk(hall, { clock })
  const { app, screen } = kiosk
  const said: string[] = []
  app.process().stderr?.on('data', (chunk: Buffer) => said.push(...chunk.toString().split('\n')))
  const turn = async (wallMs: number): Promise<void> => {
    await clock.set(wallMs)
    await turnPage(screen, wallMs)
  }
  /** What the agent's clock read when it took each touch, by its log. */
  const touches = (): number[] =>
    said
      .filter((one) => one.includes('"touch.taken"'))
      .map((one) => Date.parse(String(/"at":"([^"]+)/.exec(one)?.[1])))
  try {
    await turn(-MINUTE)
    await kiosk.takeTicket('缴纳电费')
    await expect(screen.getByTestId('ticket-number')).toHaveText('A001')
    const [issued] = (await hall.facts()).filter(({ fact }) => fact.type === 'TicketIssued')
    await expect.poll(() => touches().length).toBe(1)
    expect((touches()[0] ?? 0) - (issued?.at ?? 0)).toBeLessThan(-50 * SECOND)
    await kiosk.finish()

    await turn(2 * MINUTE)
    hall.pauseServer()
    await kiosk.takeTicket('缴纳电费')
    await expect(screen.getByRole('main').getByText(/未取号/)).toBeVisible()
    await expect.poll(() => touches().length).toBe(2)
    expect((touches()[1] ?? 0) - (touches()[0] ?? 0)).toBeGreaterThan(3 * MINUTE)
    hall.resumeServer()
    await expect
      .poll(async () => (await hall.factsOf('CommandRefused')).map(({ code }) => code))
      .toEqual(['command.expired'])
    expect(await hall.factsOf('TicketIssued')).toHaveLength(1)

    await screen.getByTestId('home').click()
    await kiosk.takeTicket('缴纳电费')
    await expect(screen.getByTestId('ticket-number')).toHaveText('A002')
    await kiosk.finish()

    await screen.getByTestId('language').click()
    await screen.getByRole('button', { name: /Pay a bill/ }).click()
    await expect(screen.getByTestId('take')).toBeVisible()
    await turn(-HOUR)
    await expect(screen.getByRole('heading', { name: '您要办理什么业务？' })).toBeVisible()
  } finally {
    hall.resumeServer()
    await kiosk.close()
    await hall.stop()
  }
})
