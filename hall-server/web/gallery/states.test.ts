import { placesOf } from '@service-hall/ui/gallery'
import { expect, test } from 'vitest'
import { TAB_NAMES } from '../admin/use-tab.ts'
import { gallery } from './states.ts'

/** The pages that the bundler is given, `../counter.html` … */
const PAGES = Object.keys(import.meta.glob('../*.html')).map((file) => file.replace(/^.*\/|\.html$/g, ''))

test('every page has states, administration those of each tab', () => {
  const wanted = PAGES.flatMap((page) => (page === 'admin' ? TAB_NAMES.map((tab) => `admin-${tab}`) : [page]))
  expect(Object.keys(gallery).sort()).toEqual(wanted.sort())
  for (const [page, { states }] of Object.entries(gallery))
    expect(Object.keys(states).length, page).toBeGreaterThan(1)
})

test('every state has an address of its own', () => {
  const places = placesOf(gallery)
  expect(places.every(({ page, state }) => /^[\w-]+$/.test(page) && /^\w+$/.test(state))).toBe(true)
  expect(places.length).toBeGreaterThan(100)
})
