import { refuse } from '@service-hall/contract'
import type { HubCommandType, Refusal } from '@service-hall/contract'
import { sees } from '../access/may.ts'
import type { AccountState } from '../access/state.ts'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import type { PeopleState } from '../people/state.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders, Sender } from '../records/decision.ts'
import { MOST_APPEALS, setKey } from './state.ts'
import type { AppraisalState, Closing } from './state.ts'

type State = OrganisationState & AccountState & PeopleState & AppraisalState

export const closingStream = (closeId: string): string => `appraisal:${closeId}`
const isSelf = ({ account }: Sender, subject: string): boolean => String(account?.accountId) === subject

/** A closed period that the sender may look at. */
function closingOf(state: State, sender: Sender, closeId: string): Closing | Refusal {
  const closing = state.closings.get(closeId)
  const { account } = sender
  const isSeen = closing && (account === null || sees(state, account, { regionId: closing.regionId }))
  return isSeen ? closing : refuse('appraisal.unknown')
}

export const decideAppraisal: HubDeciders<State, Extract<HubCommandType, `appraisal.${string}`>> = {
  'appraisal.setIndicators'(state, { regionId, kind, from, set }, sender) {
    const bar = barred(state, sender, { regionId }, 'supervise')
    if (bar) return bar
    const versions = state.indicatorSets.get(setKey(kind, regionId)) ?? []
    const last = versions.at(-1)
    if (last && (last.from ?? '') > from) return refuse('appraisal.earlier')
    const fact = { type: 'IndicatorsSet' as const, regionId, kind, from, version: versions.length + 1, set }
    return records(`indicators:${kind}:${regionId}`, [fact], [TREE])
  },
  'appraisal.close'(state, { type: _type, id: _id, ...closed }, sender) {
    const bar = barred(state, sender, { regionId: closed.regionId }, 'supervise')
    const facts = [{ type: 'AppraisalClosed' as const, ...closed }]
    return bar ?? records(closingStream(closed.closeId), facts, [TREE])
  },
  'appraisal.appeal'(state, { closeId, appealId, subject }, sender) {
    const closing = closingOf(state, sender, closeId)
    const own = isSelf(sender, subject)
    const seen = 'ok' in closing && own ? (state.closings.get(closeId) ?? closing) : closing
    if ('ok' in seen) return seen
    const bar = barred(state, sender, { regionId: seen.regionId }, 'supervise')
    if (bar && !own) return bar
    if (seen.appeals.has(appealId) || seen.appeals.size >= MOST_APPEALS) return refuse('appraisal.appealOver')
    const fact = { type: 'AppraisalAppealed' as const, closeId, appealId, subject }
    return records(closingStream(closeId), [fact], [TREE])
  },
  'appraisal.decideAppeal'(state, { closeId, appealId, upheld }, sender) {
    const closing = closingOf(state, sender, closeId)
    if ('ok' in closing) return closing
    const bar = barred(state, sender, { regionId: closing.regionId }, 'supervise')
    if (bar) return bar
    const appeal = closing.appeals.get(appealId)
    if (!appeal) return refuse('appraisal.noAppeal')
    if (isSelf(sender, appeal.subject)) return refuse('appraisal.notOnesOwn')
    if (appeal.upheld !== null) return refuse('appraisal.appealOver')
    return records(closingStream(closeId), [{ type: 'AppealDecided', closeId, appealId, upheld }], [TREE])
  },
}
