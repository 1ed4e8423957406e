import { placesOf } from '@service-hall/ui/gallery'
import { expect, test } from 'vitest'
import { gallery } from './states.ts'

test('every state has an address of its own, and every page more than one', () => {
  for (const [page, { states }] of Object.entries(gallery))
    expect(Object.keys(states).length, page).toBeGreaterThan(1)
  const places = placesOf(gallery)
  expect(places.every(({ page, state }) => /^[\w-]+$/.test(page) && /^\w+$/.test(state))).toBe(true)
})
