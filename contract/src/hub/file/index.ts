import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { FILE_REFUSALS } from './refusals.ts'

/** Files that directives brought (远程日志, 屏幕截图), and who looked at them. */
export const hubFileSubject = hubSubject('file', { commands, facts, refusals: FILE_REFUSALS })
