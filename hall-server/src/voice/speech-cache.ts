import type { Language } from '@service-hall/contract'
import type { Speech } from './espeak.ts'

export type Speak = (text: string, language: Language) => Promise<Speech>

export type SpeechLimits = {
  /** Syntheses at the same time. */
  atOnce: number
  /** Syntheses that may wait for their turn; more are answered as failed. */
  waiting: number
  /** Texts kept ready, the least lately asked for goes first. */
  kept: number
}

/**
 * Guards a synthesiser: few at a time, one synthesis for all who ask for the same text, and the latest texts kept,
 * so that ten displays that announce the same call cost one synthesis.
 */
export function speechCache(
  speak: Speak,
  limits: SpeechLimits = { atOnce: 2, waiting: 32, kept: 64 },
): Speak {
  const ready = new Map<string, Speech>()
  const underWay = new Map<string, Promise<Speech>>()
  const queue: (() => void)[] = []
  let working = 0

  const turn = (): Promise<void> => {
    if (working < limits.atOnce) {
      working += 1
      return Promise.resolve()
    }
    // The place is handed over by who leaves, so `working` stays as it is.
    return new Promise((resolve) => queue.push(resolve))
  }
  const leave = (): void => {
    const next = queue.shift()
    if (next) next()
    else working -= 1
  }
  const keep = (key: string, speech: Speech): void => {
    ready.delete(key)
    ready.set(key, speech)
    for (const oldest of ready.keys()) {
      if (ready.size <= limits.kept) break
      ready.delete(oldest)
    }
  }
  const synthesise = async (key: string, text: string, language: Language): Promise<Speech> => {
    await turn()
    try {
      const speech = await speak(text, language)
      if (speech.status === 'spoken') keep(key, speech)
      return speech
    } finally {
      leave()
      underWay.delete(key)
    }
  }

  return (text, language) => {
    const key = `${language}:${text}`
    const kept = ready.get(key)
    if (kept) {
      keep(key, kept)
      return Promise.resolve(kept)
    }
    const sameAsked = underWay.get(key)
    if (sameAsked) return sameAsked
    if (queue.length >= limits.waiting) {
      return Promise.resolve({ status: 'failed', reason: 'too many syntheses wait' })
    }
    const speech = synthesise(key, text, language)
    underWay.set(key, speech)
    return speech
  }
}
