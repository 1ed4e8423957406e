import { expect, test } from 'vitest'
import { unboundedParts } from '../../../test/bounds.ts'
import * as commands from './commands.ts'
import { PLAYBOOKS } from './playbooks.ts'
import { ALERT_RULES, AlertRule, inheritedRule, reaches } from './rules.ts'
import { ALERT_KINDS, AlertId, alertIdOf } from './words.ts'
import type { HallId } from '../../ids.ts'

test.each(Object.values(commands).map(({ type, schema }) => [type, schema] as const))(
  'every text, list and number of the command %s has a bound',
  (_type, schema) => {
    expect(unboundedParts(schema)).toEqual([])
  },
)

test.each(ALERT_KINDS)(
  'the rule of %s has limits on their right sides in every tier, and a playbook of single steps',
  (kind) => {
    for (const tier of ['A', 'B', 'C', 'D', null] as const) {
      const { rule } = inheritedRule(kind, tier, [])
      AlertRule.parse(rule)
      const isState = ALERT_RULES[kind].unit === 'state'
      expect([rule.raise === null, rule.clear === null]).toEqual([isState, isState])
      if (rule.raise === null || rule.clear === null) continue
      expect(reaches(kind, rule.clear, rule.raise)).toBe(false)
      if (rule.critical !== null) expect(reaches(kind, rule.critical, rule.raise)).toBe(true)
    }
    const steps = PLAYBOOKS[kind].map(({ step }) => step)
    expect(steps.length).toBeGreaterThan(0)
    expect(new Set(steps).size).toBe(steps.length)
  },
)

test('the nearest place that says a value has it, and what it stands instead of is kept', () => {
  const seen = inheritedRule('waitTooLong', 'C', [
    { from: 'region:root', rule: { raise: 900_000 } },
    { from: 'region:root:C', rule: { raise: 800_000, on: true } },
    { from: 'hall:H1', rule: { severity: 'critical' } },
  ])
  expect(seen.rule).toMatchObject({ raise: 800_000, severity: 'critical' })
  // 15 min to end lies beyond 13 min to begin.
  expect(seen.rule.clear).toBe(800_000)
  expect(seen.from).toMatchObject({
    raise: 'region:root:C',
    severity: 'hall:H1',
    on: 'default',
    clear: 'default:C',
  })
  expect(seen.instead['raise']?.map(({ from }) => from)).toEqual(['region:root', 'default:C', 'default'])
})

test('ids say their cause and are no longer than they may be', () => {
  const long = 'H'.padEnd(32, 'x')
  const id = alertIdOf(
    { kind: 'handlingOverLimit', hallId: long as HallId, subject: `${long}.retractBin` },
    999_999,
  )
  expect(AlertId.safeParse(id).success).toBe(true)
  expect(AlertId.safeParse('deviceDown:H1:x:0').success).toBe(false)
})
