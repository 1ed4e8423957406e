import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'
import { STATION_REFUSALS } from './refusals.ts'

export type { StationPart, StationView } from './fold.ts'

/** A machine of the hall: let in, sent away, there or not. */
export const stationSubject = subject('station', { commands, facts, fold, refusals: STATION_REFUSALS })
