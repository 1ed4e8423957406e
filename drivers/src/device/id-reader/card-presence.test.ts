import { expect, test } from 'vitest'
import { found, isNew, isToBeRead, missed, noCard, read, unread } from './card-presence.ts'
import type { CardPresence } from './card-presence.ts'

const missedTimes = (presence: CardPresence, times: number): CardPresence =>
  Array.from({ length: times }).reduce<CardPresence>((before) => missed(before), presence)

test('has a card read once in an arming, and once more in the next', () => {
  expect(isToBeRead(noCard, 1)).toBe(true)
  expect(isToBeRead(read(noCard, 1, 'a'), 1)).toBe(false)
  expect(isToBeRead(read(noCard, 1, 'a'), 2)).toBe(true)
})

test('takes a card left lying for no new one, and another card for one', () => {
  const left = read(noCard, 1, 'a')
  expect(isNew(left, 2, 'a')).toBe(false)
  expect(isNew(left, 2, 'b')).toBe(true)
})

test('takes a card that was not readable in one arming, and is in the next, for no new one', () => {
  const left = unread(noCard, 1)
  expect(isNew(left, 2, 'a')).toBe(false)
  expect(isNew(missedTimes(left, 2), 2, 'b')).toBe(true)
})

test('knows a card taken over as one of the arming before, however often it comes and goes at the edge', () => {
  const takenOver = read(unread(noCard, 1), 2, 'a')
  for (const misses of [1, 2, 6]) expect(isNew(missedTimes(takenOver, misses), 2, 'a')).toBe(false)
  const again = read(missedTimes(takenOver, 2), 2, 'a')
  expect(isNew(missedTimes(again, 2), 2, 'a')).toBe(false)
})

test('takes a card back as new in its own arming once lifted, in another only when it was away for a while', () => {
  const told = read(noCard, 1, 'a')
  expect(isNew(missedTimes(told, 1), 1, 'a')).toBe(false)
  expect(isNew(missedTimes(told, 2), 1, 'a')).toBe(true)
  expect(isNew(missedTimes(told, 6), 2, 'a')).toBe(false)
  expect(isNew(missedTimes(told, 7), 2, 'a')).toBe(true)
  expect(isNew(missedTimes(found(missedTimes(told, 6)), 6), 2, 'a')).toBe(false)
})

test('does not forget the card of an arming before over one that cannot be read', () => {
  const failedAtTheEdge = unread(missedTimes(read(noCard, 1, 'a'), 2), 2)
  expect(isNew(missedTimes(failedAtTheEdge, 2), 2, 'a')).toBe(false)
  expect(isNew(missedTimes(failedAtTheEdge, 2), 2, 'b')).toBe(true)
})
