import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { MEDIA_REFUSALS } from './refusals.ts'

/** Images of playlists (播放单), and who brought them. */
export const hubMediaSubject = hubSubject('media', { commands, facts, refusals: MEDIA_REFUSALS })
