import type { HallFile } from '@service-hall/contract'
import { openDisplay } from '../fixtures/browser.ts'
import { Clerk } from '../fixtures/clerk.ts'
import { TestHall } from '../fixtures/hall.ts'
import { expect, picture, test } from '../fixtures/test.ts'

/** Counters that call at once. */
const COUNTERS = 8
const numbers = Array.from({ length: COUNTERS }, (_, index) => index + 1)

function aLargeHall(file: HallFile): void {
  const [counter] = file.counters
  const [member] = file.staff
  if (!counter || !member) throw new Error('the demo hall has neither counter nor staff')
  const skills = file.services.map(({ id }) => id)
  file.counters = numbers.map((n) => ({ ...counter, id: `C${n}` as never, number: String(n), skills }))
  for (const n of numbers) {
    const number = String(1100 + n)
    file.staff.push({ ...member, id: `S${number}` as never, number, password: `demo-${number}` })
  }
}

test('eight counters call at once: every number is announced, in shorter words', async ({ browser }) => {
  const hall = await TestHall.start(aLargeHall)
  const clerks: Clerk[] = []
  try {
    const display = await openDisplay(browser, hall)
    for (const n of numbers) clerks.push(await Clerk.signIn(hall, String(1100 + n)))
    const manager = await Clerk.signIn(hall, '2001')
    clerks.push(manager)
    for (const n of numbers) {
      await clerks[n - 1]?.send({ type: 'counter.open', counterId: `C${n}` as never })
      await manager.send({
        type: 'ticket.issue',
        serviceId: 'pay' as never,
        classId: 'normal' as never,
        language: 'zh',
        senior: false,
        validUntil: Date.now() + 60_000,
      })
    }
    await expect(display.locator('[data-waiting="pay"]')).toHaveAttribute('data-count', String(COUNTERS))
    const began = Date.now()
    await Promise.all(
      clerks
        .slice(0, COUNTERS)
        .map((clerk, at) => clerk.send({ type: 'ticket.call', counterId: `C${at + 1}` as never })),
    )
    expect(Date.now() - began).toBeLessThan(11_000)
    await expect(display.locator('[data-call-out] li[data-ticket]')).toHaveCount(4)
    await picture(display, 'display-rush')

    const called = (await hall.factsOf('TicketCalled')).map(({ ticketId, counterId }) => ({
      ticketId,
      counterId,
    }))
    expect(called).toHaveLength(COUNTERS)
    for (const n of numbers) {
      const number = `A${String(n).padStart(3, '0')}`
      const said = display.locator(`[data-announced][data-ticket="${number}"][data-phase="zh"]`)
      await expect(said).toHaveCount(1)
    }
    expect(await hall.factsOf('CallNotAnnounced')).toEqual([])
    // The first alone speaks both languages, if it was alone at all.
    expect(await display.locator('[data-announced][data-phase="en"]').count()).toBeLessThanOrEqual(1)
  } finally {
    for (const clerk of clerks) clerk.leave()
    await hall.stop()
  }
})
