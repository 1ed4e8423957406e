import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'
import { RATING_REFUSALS } from './refusals.ts'

export type { Invitation, InvitationResult, RatingPart } from './part.ts'
export * from './words.ts'

/** A customer's rating (评价) of the service just ended. */
export const ratingSubject = subject('rating', { commands, facts, fold, refusals: RATING_REFUSALS })
