import type { AgentState } from '../capabilities.ts'

/** Whether somebody is at the machine, as far as it knows: a ticket is under way, or a technician is at work. */
export function isInUse({ session, maintenance }: Pick<AgentState, 'session' | 'maintenance'>): boolean {
  return session.step !== 'idle' || maintenance.unlocked
}
