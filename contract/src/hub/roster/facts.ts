import { z } from 'zod'
import { HallId } from '../../ids.ts'
import { hubFact } from '../define/define.ts'
import { PlanDay } from '../people/days.ts'
import { StaffNumber } from '../people/words.ts'
import { ProfilePlace } from '../profile/words.ts'
import { RosterRow, Shift } from './words.ts'

const place = { hallId: HallId, week: PlanDay }

export const ShiftsSet = hubFact('ShiftsSet', { place: ProfilePlace, shifts: z.array(Shift) })
export const RosterDrafted = hubFact('RosterDrafted', {
  ...place,
  draft: z.number(),
  rows: z.array(RosterRow),
})
/** What holds from now on; the shifts stand in it as they were, so that a later change of theirs changes nothing here. */
export const RosterPublished = hubFact('RosterPublished', {
  ...place,
  version: z.number(),
  rows: z.array(RosterRow),
  shifts: z.array(Shift),
  /** Why rules were broken, and which. */
  despite: z.string().optional(),
  broken: z.array(z.string()).optional(),
  /** The swap that brought it. */
  swapId: z.string().optional(),
})
export const SwapAsked = hubFact('SwapAsked', {
  ...place,
  swapId: z.string(),
  number: StaffNumber,
  day: z.number(),
  other: StaffNumber,
  theirDay: z.number().nullable(),
})
export const SwapAnswered = hubFact('SwapAnswered', { ...place, swapId: z.string(), agreed: z.boolean() })
export const SwapDecided = hubFact('SwapDecided', { ...place, swapId: z.string(), approved: z.boolean() })
export const SwapDropped = hubFact('SwapDropped', { ...place, swapId: z.string() })
