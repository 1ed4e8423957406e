import { asDisplay, asStaff, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { aHall } from '../../../test/hall.ts'

/** A hall in which C1 has called A001; and what a display says of a call. */
async function aCalledHall() {
  const test = await aHall()
  const atCounter = async (type: 'ticket.call' | 'ticket.recall' | 'ticket.start') =>
    test.must(asStaff('S1001'), command(type, { counterId: 'C1' }))
  await test.open('C1')
  const ticketId = await test.issue()
  await atCounter('ticket.call')
  const { state } = test.hall
  const latest = (): number => state.view.calls[0]!.callNumber
  return {
    test,
    latest,
    atCounter,
    passOver: (callNumber = latest()) =>
      test.must(asDisplay(), command('ticket.notAnnounced', { ticketId, callNumber })),
    isUnheard: (): boolean => {
      const stands = test.hall.state.view.tickets[ticketId]!.state
      return stands.status === 'called' && stands.notAnnounced === true
    },
  }
}

test('the counter learns that its call was passed over, once, until it calls again', async () => {
  const { test, passOver, isUnheard, atCounter } = await aCalledHall()
  await passOver()
  expect(isUnheard()).toBe(true)
  await passOver()
  expect(test.count('CallNotAnnounced')).toBe(1)
  await atCounter('ticket.recall')
  expect(isUnheard()).toBe(false)
})

test('a call passed over is nothing to a recall since, nor to a customer who has come', async () => {
  const { test, latest, passOver, isUnheard, atCounter } = await aCalledHall()
  const first = latest()
  await atCounter('ticket.recall')
  await passOver(first)
  expect(isUnheard()).toBe(false)
  await atCounter('ticket.start')
  await passOver()
  expect(test.count('CallNotAnnounced')).toBe(0)
})
