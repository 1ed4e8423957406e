import { z } from 'zod'
import { HallId } from '../../ids.ts'
import { hubCommand } from '../define/define.ts'
import { Week } from '../people/days.ts'
import { StaffNumber } from '../people/words.ts'
import { ProfilePlace } from '../profile/words.ts'
import { Reason, RosterRows, Shifts } from './words.ts'

const BY_ACCOUNT = { by: 'account' } as const
const place = { hallId: HallId, week: Week }
/** How many there had been before, 0: none; another number: somebody else was faster. */
const Base = z.number().int().min(0).max(10_000)
const SwapId = z.string().min(8).max(60)
const Day = z.number().int().min(0).max(6)

/** Says which shifts there are somewhere, all together; an empty list: those of the place above. */
export const SetShifts = hubCommand(
  'roster.setShifts',
  { place: ProfilePlace, shifts: Shifts, base: z.number().int().min(0).max(1_000_000).optional() },
  BY_ACCOUNT,
)
/** Keeps a week as it stands so far. Nobody but supervisors sees it. */
export const KeepDraft = hubCommand(
  'roster.keepDraft',
  { ...place, base: Base, rows: RosterRows },
  BY_ACCOUNT,
)
/** Makes a week hold. What breaks a rule needs a reason; what cannot be is refused. */
export const PublishRoster = hubCommand(
  'roster.publish',
  { ...place, base: Base, rows: RosterRows, despite: Reason.optional() },
  BY_ACCOUNT,
)

/** Somebody asks to give a day's shift to another, for a day of theirs or none. `day`, `theirDay`: 0 is the Monday. */
export const AskSwap = hubCommand(
  'roster.askSwap',
  {
    ...place,
    swapId: SwapId,
    number: StaffNumber,
    day: Day,
    other: StaffNumber,
    theirDay: Day.nullable(),
  },
  BY_ACCOUNT,
)
/** The other agrees, or does not; a supervisor may say so for them. */
export const AnswerSwap = hubCommand(
  'roster.answerSwap',
  { ...place, swapId: SwapId, agreed: z.boolean() },
  BY_ACCOUNT,
)
/** A supervisor who is neither of the two approves, which publishes the week anew, or refuses. */
export const DecideSwap = hubCommand(
  'roster.decideSwap',
  { ...place, swapId: SwapId, approved: z.boolean(), despite: Reason.optional() },
  BY_ACCOUNT,
)
/** Who asked takes it back, before it was decided. */
export const DropSwap = hubCommand('roster.dropSwap', { ...place, swapId: SwapId }, BY_ACCOUNT)
