import { expect, test } from 'vitest'
import { mayReachPage } from './keys.ts'
import { agentBackOff, nextPause } from './back-off.ts'

const press = (key: string, held: Partial<Record<'control' | 'alt' | 'meta', boolean>> = {}) =>
  mayReachPage({ key, code: '', control: false, alt: false, meta: false, ...held })

test.each(['1', 'a', '中', 'Backspace', 'Enter', 'ArrowLeft'])('%s may be typed', (key) => {
  expect(press(key)).toBe(true)
})

test.each(['Escape', 'F1', 'F5', 'F11', 'F12', 'Tab', 'PrintScreen', 'BrowserBack', 'ContextMenu', 'Meta'])(
  '%s does not reach the page',
  (key) => {
    expect(press(key)).toBe(false)
  },
)

test.each([
  ['w', { control: true }],
  ['I', { control: true, alt: true }],
  ['F4', { alt: true }],
  ['ArrowLeft', { alt: true }],
  ['Tab', { alt: true }],
  ['l', { meta: true }],
  ['+', { control: true }],
])('%s with %j is no way out', (key, held) => {
  expect(press(key, held)).toBe(false)
})

test('AltGr types characters', () => {
  expect(press('@', { control: true, alt: true })).toBe(true)
})

test('an agent that dies at once is started after ever longer pauses, one that lived well soon', () => {
  const pauses: number[] = []
  let pause: number | null = null
  for (let death = 0; death < 7; death += 1) pauses.push((pause = nextPause(agentBackOff, pause, 100)))
  expect(pauses).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000])
  expect(nextPause(agentBackOff, 5_000, 60_000)).toBe(200)
})
