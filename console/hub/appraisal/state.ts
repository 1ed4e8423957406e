import type { AppraisedKind, ClosedSeen, IndicatorSetVersion, RegionId } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

export type Appeal = {
  appealId: string
  subject: string
  at: number
  by: string
  upheld: boolean | null
  decidedBy: string | null
}
/** A closed period; its rows stand in its fact, and are read from there. */
export type Closing = Omit<ClosedSeen, 'appeals'> & { appeals: Map<string, Appeal> }

export type AppraisalState = {
  /** Versions by kind and region, in their order. */
  indicatorSets: Map<string, IndicatorSetVersion[]>
  closings: Map<string, Closing>
}

/** Appeals that one closed period may have. */
export const MOST_APPEALS = 1_000

export const emptyAppraisal = (): AppraisalState => ({ indicatorSets: new Map(), closings: new Map() })
export const setKey = (kind: AppraisedKind, regionId: RegionId): string => `${kind} ${regionId}`

type Told = 'IndicatorsSet' | 'AppraisalClosed' | 'AppraisalAppealed' | 'AppealDecided'

export const evolveAppraisal: HubEvolve<AppraisalState, Told> = {
  IndicatorsSet({ indicatorSets }, { regionId, kind, from, version, set }) {
    const key = setKey(kind, regionId)
    indicatorSets.set(key, [...(indicatorSets.get(key) ?? []), { ...set, version, from, regionId }])
  },
  AppraisalClosed({ closings }, { type: _type, set: _set, rows: _rows, ...closed }, { at, by }) {
    closings.set(closed.closeId, { ...closed, at, by, appeals: new Map() })
  },
  AppraisalAppealed({ closings }, { closeId, appealId, subject }, { at, by }) {
    const none = { upheld: null, decidedBy: null }
    closings.get(closeId)?.appeals.set(appealId, { appealId, subject, at, by, ...none })
  },
  AppealDecided({ closings }, { closeId, appealId, upheld }, { by }) {
    const appeal = closings.get(closeId)?.appeals.get(appealId)
    if (appeal) Object.assign(appeal, { upheld, decidedBy: by })
  },
}
