import { refusals } from '../define/refusal.ts'
import { NOT_IN_VIEW, subject } from '../define/subject.ts'

export * from './announcement.ts'

const VOICE_REFUSALS = refusals({
  'voice.unknownCall': { zh: '没有这次叫号', en: 'There is no such call', status: 404 },
  'voice.unavailable': { zh: '没有可用的语音', en: 'No voice is available', status: 404 },
})

/** What is said aloud about a call. */
export const voiceSubject = subject('voice', {
  commands: {},
  facts: {},
  fold: NOT_IN_VIEW,
  refusals: VOICE_REFUSALS,
})
