import { z } from 'zod'
import { hubCommand } from '../define/define.ts'
import { ProfilePlace } from '../profile/words.ts'
import { Localized } from '../../text.ts'
import { RegionId } from '../words.ts'
import { PlanDay } from './days.ts'
import { AbsenceKind, DayKind, HourRules, SpecialDays, StaffData, StaffNumber } from './words.ts'

const BY_ACCOUNT = { by: 'account' } as const
const AbsenceId = z.string().min(8).max(60)
/** How many times the record had been changed when somebody began; another number: somebody else was faster. */
const Base = z.number().int().min(0).max(1_000_000).optional()

/** Says all that is known of somebody; whoever was unknown is added. The name is told beside the command. */
export const DescribePerson = hubCommand(
  'people.describe',
  { number: StaffNumber, ...StaffData.shape },
  BY_ACCOUNT,
)
/** Erases the name of somebody who has left, by a route of its own; what facts say stays under the number. */
export const ForgetPerson = hubCommand('people.forget', { number: StaffNumber }, { by: 'system' })

/** Asks for days off, first and last inside. Whoever has an account of this number may ask for their own. */
export const AskAbsence = hubCommand(
  'people.askAbsence',
  { number: StaffNumber, absenceId: AbsenceId, kind: AbsenceKind, from: PlanDay, to: PlanDay },
  BY_ACCOUNT,
)
/** Grants or refuses what was asked; granted days may be taken back the same way. */
export const DecideAbsence = hubCommand(
  'people.decideAbsence',
  { number: StaffNumber, absenceId: AbsenceId, granted: z.boolean() },
  BY_ACCOUNT,
)
/** Takes back what one asked for. */
export const DropAbsence = hubCommand(
  'people.dropAbsence',
  { number: StaffNumber, absenceId: AbsenceId },
  BY_ACCOUNT,
)

/** Says what rosters have to keep somewhere; an empty table asks nothing of its own. */
export const SetRules = hubCommand(
  'people.setRules',
  { place: ProfilePlace, rules: HourRules, base: Base },
  BY_ACCOUNT,
)
/** Says that a day is not like its weekday in a region and all below; null: that it is. */
export const SetDay = hubCommand(
  'people.setDay',
  { regionId: RegionId, day: PlanDay, kind: DayKind.nullable(), name: Localized.nullable() },
  BY_ACCOUNT,
)
/** The same for several days at once: a holiday with its make-up working days, or what takes such a change back. */
export const SetDays = hubCommand(
  'people.setDays',
  { regionId: RegionId, base: Base, days: SpecialDays },
  BY_ACCOUNT,
)
