import type { Answer, Command } from '@service-hall/contract'
import type { AgentFact } from '../capabilities.ts'
import { commandOf } from './state.ts'
import type { OutboxState } from './state.ts'

/**
 * The hall answered a command: it is no longer queued, and what its capability makes of the answer is kept with that.
 * Nothing for a command that was answered before.
 */
export function answered(
  queued: OutboxState,
  commandId: string,
  answer: Answer,
  followUp: (command: Command, answer: Answer) => AgentFact[],
): AgentFact[] {
  const command = commandOf(queued, commandId)
  if (command === undefined) return []
  return [{ type: 'CommandAnswered', commandId, answer }, ...followUp(command, answer)]
}
