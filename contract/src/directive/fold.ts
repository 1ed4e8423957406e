import type { Fold } from '../define/fold.ts'
import { lookUp, table } from '../define/table.ts'
import type { ClockSet } from '../hall/facts.ts'
import { shiftedBy } from '../hall/shift.ts'
import type * as facts from './facts.ts'
import type { DirectiveId, DirectiveTarget, NoticePlace } from './words.ts'

/** `open`: nobody has begun it. `begun`: a station is at it. All others are ends. */
export type DirectiveState =
  'open' | 'begun' | 'done' | 'failed' | 'refused' | 'expired' | 'superseded' | 'withdrawn'

export type DirectiveView = {
  id: DirectiveId
  target: DirectiveTarget
  /** As it came; of a kind that this release may not know. */
  work: { kind: string; [more: string]: unknown }
  who: string
  why: string
  /** Given, by the region's clock; received, and lapsing unless begun, by the hall's. Epoch ms. */
  issuedAt: number
  receivedAt: number
  until: number
  state: DirectiveState
  /** When it came into this state, epoch ms. */
  since: number
  code?: string
  detail?: string
  report?: { bytes?: number | undefined; settings?: string | undefined; release?: string | undefined }
  /** How far the package is that it is about: at the hall, then at the station. */
  progress?: PackageProgress
}

/** Bytes of a package that are there, of so many. */
export type PackageProgress = { at: 'hall' | 'station'; have: number; bytes: number }

export type NoticeView = {
  id: DirectiveId
  work: { kind: string; [more: string]: unknown }
  on: NoticePlace[]
  since: number
  until: number
}

export type StationReportView = {
  release: string
  settings: string | null
  allows: string[]
  since: number
}

export type DirectivePart = {
  directives: Record<string, DirectiveView>
  notices: Record<string, NoticeView>
  stationReports: Record<string, StationReportView>
}

/** So many that have ended stay in the view, the latest; the journal has them all. */
export const ENDED_KEPT = 100

export const isUnfinished = ({ state }: DirectiveView): boolean => state === 'open' || state === 'begun'

function end(
  view: DirectivePart,
  id: string,
  at: number,
  how: Pick<DirectiveView, 'state' | 'code' | 'detail' | 'report'>,
): void {
  const directive = lookUp(view.directives, id)
  if (!directive) return
  const { code: _code, detail: _detail, report: _report, progress: _progress, ...rest } = directive
  view.directives[id] = { ...rest, ...how, since: at }
  const ended = Object.values(view.directives).filter((one) => !isUnfinished(one))
  if (ended.length <= ENDED_KEPT) return
  const oldest = ended.reduce((a, b) => (b.since < a.since ? b : a))
  delete view.directives[oldest.id]
}

const said = ({ code, detail }: { code: string; detail?: string | undefined }) => ({
  code,
  ...(detail === undefined ? {} : { detail }),
})

/** What the region asked of this hall, what stands on its screens, and what its stations go by. */
export const fold: Fold<DirectivePart, typeof facts, { Others: { ClockSet: typeof ClockSet } }> = {
  empty: () => ({ directives: table(), notices: table(), stationReports: table() }),

  on: {
    DirectiveReceived(view, { directiveId: id, target, work, who, why, issuedAt, until }, { at }) {
      const times = { issuedAt, receivedAt: at, until, since: at }
      view.directives[id] = { id, target, work, who, why, ...times, state: 'open' }
    },
    DirectiveBegun(view, { directiveId }, { at }) {
      const directive = lookUp(view.directives, directiveId)
      if (directive) Object.assign(directive, { state: 'begun', since: at })
    },
    DirectiveProgressed(view, { directiveId, at: where, have, bytes }) {
      const directive = lookUp(view.directives, directiveId)
      if (directive && isUnfinished(directive)) directive.progress = { at: where, have, bytes }
    },
    DirectiveDone(view, { directiveId, report }, { at }) {
      end(view, directiveId, at, { state: 'done', ...(report ? { report } : {}) })
    },
    DirectiveFailed(view, fact, { at }) {
      end(view, fact.directiveId, at, { state: 'failed', ...said(fact) })
    },
    DirectiveRefused(view, fact, { at }) {
      end(view, fact.directiveId, at, { state: 'refused', ...said(fact) })
    },
    DirectiveExpired(view, { directiveId }, { at }) {
      end(view, directiveId, at, { state: 'expired' })
    },
    DirectiveDropped(view, { directiveId, cause }, { at }) {
      end(view, directiveId, at, { state: cause })
    },
    NoticePosted(view, { directiveId: id, work, on, until }, { at }) {
      view.notices[id] = { id, work, on, since: at, until }
    },
    NoticeEnded(view, { directiveId }) {
      delete view.notices[directiveId]
    },
    StationReported(view, { stationId, release, settings, allows }, { at }) {
      view.stationReports[stationId] = { release, settings, allows, since: at }
    },
  },

  also: {
    ClockSet(view, fact) {
      const shifted = shiftedBy(fact)
      for (const row of Object.values(view.directives)) {
        row.until = shifted(row.until)
        row.since = shifted(row.since)
        row.receivedAt = shifted(row.receivedAt)
      }
      for (const row of Object.values(view.notices)) {
        row.until = shifted(row.until)
        row.since = shifted(row.since)
      }
      for (const row of Object.values(view.stationReports)) row.since = shifted(row.since)
    },
  },

  seen: ({ directives, notices, stationReports }, audience) => ({
    directives: audience === 'display' ? table() : directives,
    notices,
    stationReports: audience === 'staff' || audience === 'region' ? stationReports : table(),
  }),
}
