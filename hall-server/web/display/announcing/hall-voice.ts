import { LANGUAGES } from '@service-hall/contract'
import type { Language } from '@service-hall/contract'
import type { Sound } from './sound.ts'
import type { VoicePort } from './voice.ts'

/** How long the hall server may take for one announcement, ms. Slower, and it has no voice for this one. */
export const FETCH_MS = 6000

export type HallVoice = VoicePort & {
  /** Asks for a call's sounds beforehand, while the chime rings; those of the call before are let go. */
  prepare: (callNumber: number) => void
}

async function wavOf(callNumber: number, language: Language): Promise<ArrayBuffer | null> {
  try {
    const path = `/api/voice/${callNumber}/${language}`
    const response = await fetch(path, { credentials: 'same-origin', signal: AbortSignal.timeout(FETCH_MS) })
    return response.ok ? await response.arrayBuffer() : null
  } catch {
    // The hall is out of reach: this port has no voice for now.
    return null
  }
}

/** Speaks by sounds that the hall server made. */
export function hallVoice(sound: Sound): HallVoice {
  let ready: { callNumber: number; wavs: Map<Language, Promise<ArrayBuffer | null>> } | null = null
  const wavsOf = (callNumber: number): Map<Language, Promise<ArrayBuffer | null>> => {
    if (ready?.callNumber !== callNumber) {
      const wavs = new Map(LANGUAGES.map((language) => [language, wavOf(callNumber, language)]))
      ready = { callNumber, wavs }
    }
    return ready.wavs
  }
  return {
    name: 'hall',
    fetchMs: FETCH_MS,
    prepare(callNumber) {
      wavsOf(callNumber)
    },
    async say({ callNumber, language }, hooks) {
      const bytes = await wavsOf(callNumber).get(language)
      return bytes && !hooks.signal.aborted ? sound.playWav(bytes, hooks) : false
    },
  }
}
