import { z } from 'zod'
import { hubFact } from '../define/define.ts'
import { ProfilePlace } from '../profile/words.ts'
import { Localized } from '../../text.ts'
import { RegionId } from '../words.ts'
import { PlanDay } from './days.ts'
import { AbsenceKind, DayKind, HourRules, StaffData, StaffNumber } from './words.ts'

export const PersonDescribed = hubFact('PersonDescribed', { number: StaffNumber, ...StaffData.shape })
export const PersonForgotten = hubFact('PersonForgotten', { number: StaffNumber })
export const AbsenceAsked = hubFact('AbsenceAsked', {
  number: StaffNumber,
  absenceId: z.string(),
  kind: AbsenceKind,
  from: PlanDay,
  to: PlanDay,
})
export const AbsenceDecided = hubFact('AbsenceDecided', {
  number: StaffNumber,
  absenceId: z.string(),
  granted: z.boolean(),
})
export const AbsenceDropped = hubFact('AbsenceDropped', { number: StaffNumber, absenceId: z.string() })
export const HourRulesSet = hubFact('HourRulesSet', { place: ProfilePlace, rules: HourRules })
export const CalendarDaySet = hubFact('CalendarDaySet', {
  regionId: RegionId,
  day: PlanDay,
  kind: DayKind.nullable(),
  name: Localized.nullable(),
})
