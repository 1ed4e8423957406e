import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'
import { DEVICE_REFUSALS } from './refusals.ts'

export type { DevicePart, DeviceView } from './fold.ts'
export * from './words.ts'

/** A device on a serial line, by the station that drives it. */
export const deviceSubject = subject('device', { commands, facts, fold, refusals: DEVICE_REFUSALS })
