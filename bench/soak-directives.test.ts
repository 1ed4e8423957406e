import { expect, test } from 'vitest'
import { soakDirectives } from './soak/directives.ts'

test('what the region asks is done once, ends alike for all, and nothing is left over, whatever is struck when', async () => {
  const said: string[] = []
  const result = await soakDirectives({ steps: 30, seed: 7, say: (line) => said.push(line) })
  const { directives, crashes, carried, cuts, doubled, alerts, ...faults } = result
  expect({ said, ...faults }).toEqual({
    ...{ said: [], repeated: 0, disagreed: 0, factsOff: 0, alertsLeft: 0, drifted: 0, errors: 0 },
  })
  for (const count of [directives, crashes, carried]) expect(count).toBeGreaterThan(3)
  for (const count of [cuts, doubled, alerts]) expect(count).toBeGreaterThanOrEqual(0)
})
