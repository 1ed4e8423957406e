import { expect, test } from 'vitest'
import { holdingRules, inheritedRules, withRule } from './rules.ts'
import type { RuleSeen } from './rules.ts'
import type { HourRules } from './words.ts'

const layers = [
  { from: 'region:root', rules: { hoursPerDay: 9, cover: { pay: 2, move: 1 } } },
  { from: 'region:root:A', rules: { hoursPerDay: null } },
  { from: 'hall:H1', rules: { cover: { pay: null }, restHours: 10 } },
] satisfies { from: string; rules: HourRules }[]

test('each rule says where it holds from, and what it stands instead of', () => {
  const seen = new Map(inheritedRules(layers).map((rule) => [rule.path, rule]))
  expect(seen.get('hoursPerDay')).toEqual({
    ...{ path: 'hoursPerDay', value: null, from: 'region:root:A' },
    instead: [
      { value: 9, from: 'region:root' },
      { value: 8, from: 'default' },
    ],
  })
  expect(seen.get('hoursPerWeek')).toMatchObject({ value: 40, from: 'default', instead: [] })
  expect(seen.get('cover.pay')).toMatchObject({ value: null, from: 'hall:H1' })
})

test('what is shown is what rosters are checked by', () => {
  const holding = holdingRules(layers.map(({ rules }) => rules))
  const shown: RuleSeen[] = inheritedRules(layers)
  for (const { path, value } of shown) {
    const service = path.startsWith('cover.') ? path.slice(6) : null
    const holds = service === null ? holding[path as 'people'] : (holding.cover[service] ?? null)
    expect([path, value]).toEqual([path, holds])
  }
})

test('one rule is said otherwise, or inherited again, and the others stay', () => {
  const own: HourRules = { restHours: 10, cover: { pay: 2 } }
  expect(withRule(own, 'restHours', undefined)).toEqual({ cover: { pay: 2 } })
  expect(withRule(own, 'people', null)).toEqual({ ...own, people: null })
  expect(withRule(own, 'cover.move', 1)).toEqual({ restHours: 10, cover: { pay: 2, move: 1 } })
  expect(withRule(own, 'cover.pay', undefined)).toEqual({ restHours: 10 })
})
