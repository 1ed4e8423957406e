import { expect, test } from 'vitest'
import { channelsAt, firstColour, highestChannel, nextChangeMs } from './lights.ts'
import type { Flash, Lights } from './lights.ts'

const lights: Lights = { door: { red: 1, green: 2 }, alarm: { default: 4 } }
const shining = (flash: Flash) => new Map([['door', { flash, colour: 'green' as const }]])

test('lights the channel of the colour, and no other', () => {
  expect(channelsAt(lights, shining('continuous'), 0)).toEqual([false, true, false, false])
  expect(channelsAt(lights, shining('off'), 0)).toEqual([false, false, false, false])
  expect(highestChannel(lights)).toBe(4)
  expect(firstColour(lights, 'door')).toBe('red')
  expect(firstColour(lights, 'window')).toBeUndefined()
})

test.each([
  ['slowFlash', 1_000],
  ['mediumFlash', 500],
  ['quickFlash', 250],
] as const)('is on for half of the time in %s', (flash, halfMs) => {
  const on = (atMs: number) => channelsAt(lights, shining(flash), atMs)[1]
  expect([on(0), on(halfMs - 1), on(halfMs), on(2 * halfMs - 1), on(2 * halfMs)]).toEqual([
    true,
    true,
    false,
    false,
    true,
  ])
  expect(nextChangeMs(shining(flash), halfMs + 10)).toBe(halfMs - 10)
})

test('waits for nothing when nothing flashes', () => {
  expect(nextChangeMs(shining('continuous'), 0)).toBeUndefined()
})
