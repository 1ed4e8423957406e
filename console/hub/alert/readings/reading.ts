import type { AlertKind, HallConfig, HallToday, HallView, Ticket } from '@service-hall/contract'
import type { Shown } from '../step.ts'

/** What a hall shows of one cause. */
export type Reading = {
  kind: AlertKind
  subject: string
  value: Shown
  /** Of how many single values it is made, where too few say nothing. */
  count?: number
}

/** A hall at a moment, as kinds of alerts are measured by. */
export type HallMoment = {
  view: HallView
  /** Tickets that wait, in no order. */
  waiting: readonly Ticket[]
  config: HallConfig
  today: HallToday
  /** The hall's own clock now, epoch ms: the stamp of its last fact and the steady time since it came. */
  hallNow: number
  /** Steady clock of this node, ms. */
  now: number
  /** Since when each counter stands as it does, by this node's steady clock. */
  still: Map<string, { mark: string; since: number }>
}

/** Reads one kind off a hall, for each subject that it has. Pure but for `still`. */
export type Read = (moment: HallMoment) => Reading[]
