import { expect, test } from 'vitest'
import { soakDirectives } from './soak/directives.ts'

test('what the region asks is done once, ends alike for all, and nothing is left over, whatever is struck when', async () => {
  const said: string[] = []
  const result = await soakDirectives({ steps: 30, seed: 7, say: (line) => said.push(line) })
  const faults = { repeated: 0, disagreed: 0, factsOff: 0, alertsLeft: 0, drifted: 0, errors: 0 }
  expect(result, said.join('\n')).toMatchObject(faults)
  for (const count of [result.directives, result.crashes, result.carried]) expect(count).toBeGreaterThan(3)
})
