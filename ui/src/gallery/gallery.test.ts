import { expect, test } from 'vitest'
import { placeOf, placesOf, placeText } from './gallery.ts'

const SIZES = [{ width: 800, height: 600 }] as const
const gallery = {
  counter: { sizes: SIZES, states: { free: () => undefined, paused: () => undefined } },
  start: { sizes: SIZES, senior: true, states: { empty: () => undefined } },
}

test('shows every state in both languages, and in senior mode where there is one', () => {
  expect(placesOf(gallery).map(placeText)).toEqual([
    'counter/free?lang=zh',
    'counter/free?lang=en',
    'counter/paused?lang=zh',
    'counter/paused?lang=en',
    'start/empty?lang=zh',
    'start/empty?lang=en',
    'start/empty?lang=zh&senior=1',
    'start/empty?lang=en&senior=1',
  ])
})

test('finds a state again by its address', () => {
  for (const place of placesOf(gallery)) expect(placeOf(`#${placeText(place)}`)).toEqual(place)
  expect(placeOf('#counter/free')).toEqual({ page: 'counter', state: 'free', language: 'zh', senior: false })
})

test.each(['', '#', '#counter', '#/free', '#counter/'])('shows the index for %j', (hash) => {
  expect(placeOf(hash)).toBeNull()
})
