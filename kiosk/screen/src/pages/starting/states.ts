import { seen } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  noAgent: [{ type: 'agent', present: true }],
  agentAway: [seen(), { type: 'agent', present: false }, 2_000],
  noHall: [seen({ hall: null })],
}
