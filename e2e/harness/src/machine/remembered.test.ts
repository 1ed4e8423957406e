import { rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { tryOnce } from './remembered.ts'
import { inCache } from '../paths.ts'

const NAME = `remembered-test-${process.pid}`

afterEach(() => rmSync(inCache(`${NAME}-failed.json`), { force: true }))

test('what failed is not tried again, another version is', async () => {
  let attempts = 0
  const failing = (version: string) =>
    tryOnce(NAME, version, async () => {
      attempts += 1
      return 'no answer'
    })
  expect([await failing('1'), await failing('1'), attempts]).toEqual(['no answer', 'no answer', 1])
  expect([await failing('2'), attempts]).toEqual(['no answer', 2])
})

test('what worked leaves nothing behind', async () => {
  expect(await tryOnce(NAME, '1', async () => null)).toBeNull()
  expect(await tryOnce(NAME, '1', async () => 'now it fails')).toBe('now it fails')
})
