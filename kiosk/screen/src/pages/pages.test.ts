import { expect, test } from 'vitest'
import { sharedTexts } from '../i18n/texts.ts'
import { PAGES } from './index.ts'

const names = PAGES.map(({ name }) => name).toSorted()
/** Folders of pages that have this file. */
function having(files: Record<string, unknown>): (string | undefined)[] {
  return Object.keys(files)
    .map((path) => path.split('/')[1])
    .toSorted()
}

test('lists every folder, each under its name, once', () => {
  expect(having(import.meta.glob('./*/page.ts'))).toEqual(names)
  expect(new Set(names).size).toBe(names.length)
})

test('draws every page', () => {
  expect(having(import.meta.glob('./*/Page.vue'))).toEqual(names)
})

test('keeps the texts of a page apart from those that all share', () => {
  expect(names.filter((name) => Object.hasOwn(sharedTexts.zh, name))).toEqual([])
})
