import type { HubCommand } from '@service-hall/contract'
import { decideAccount } from '../access/decide.ts'
import { decideOrganisation } from '../organisation/decide.ts'
import { decideProfile } from '../organisation/profiles.ts'
import type { HubDecider, HubDeciders, HubDecision, Sender } from './decision.ts'
import type { HubState } from './state.ts'

/** Who decides each command to the hub's own records: one line a subject. */
const DECIDERS: HubDeciders = { ...decideOrganisation, ...decideProfile, ...decideAccount }

/** Decides a command. Pure. */
export function decide(state: HubState, command: HubCommand, sender: Sender): HubDecision {
  const decider = DECIDERS[command.type] as HubDecider<HubCommand['type']>
  return decider(state, command, sender)
}
