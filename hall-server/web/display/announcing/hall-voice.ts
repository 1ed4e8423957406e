import type { Language } from '@service-hall/contract'
import type { Sound } from './sound.ts'
import type { VoicePort } from './voice.ts'

/** How long the hall server may take for one announcement, ms. Slower, and it has no voice for this one. */
export const FETCH_MS = 6000

export type HallVoice = VoicePort & {
  /** Asks for the sounds of a sentence beforehand, while the chime rings; those of the one before are let go. */
  prepare: (callNumbers: readonly number[], languages: readonly Language[]) => void
}

async function wavOf(calls: string, language: Language): Promise<ArrayBuffer | null> {
  try {
    const path = `/api/voice/${calls}/${language}`
    const response = await fetch(path, { credentials: 'same-origin', signal: AbortSignal.timeout(FETCH_MS) })
    return response.ok ? await response.arrayBuffer() : null
  } catch {
    // The hall is out of reach: this port has no voice for now.
    return null
  }
}

/** Speaks by sounds that the hall server made. */
export function hallVoice(sound: Sound): HallVoice {
  let ready: { calls: string; wavs: Map<Language, Promise<ArrayBuffer | null>> } = {
    calls: '',
    wavs: new Map(),
  }
  const wavIn = (callNumbers: readonly number[], language: Language): Promise<ArrayBuffer | null> => {
    const calls = callNumbers.join('-')
    if (ready.calls !== calls) ready = { calls, wavs: new Map() }
    const wav = ready.wavs.get(language) ?? wavOf(calls, language)
    ready.wavs.set(language, wav)
    return wav
  }
  return {
    name: 'hall',
    fetchMs: FETCH_MS,
    prepare(callNumbers, languages) {
      for (const language of languages) void wavIn(callNumbers, language)
    },
    async say({ callNumbers, language }, hooks) {
      const bytes = await wavIn(callNumbers, language)
      return bytes && !hooks.signal.aborted ? sound.playWav(bytes, hooks) : false
    },
  }
}
