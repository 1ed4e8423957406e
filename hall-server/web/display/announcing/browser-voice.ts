import type { Language } from '@service-hall/contract'
import type { VoicePort } from './voice.ts'

/** The part of a `SpeechSynthesisVoice` that choosing one needs. */
export type KnownVoice = {
  name: string
  lang: string
  localService: boolean
}

/** Mandarin goes by many tags; zh-HK, zh-MO and yue are Cantonese. */
const SPEAKS: Record<Language, RegExp> = {
  zh: /^(cmn|zh(?![-_](hk|mo|yue)))/i,
  en: /^en/i,
}
/** Reads Chinese characters as English spelling of their pinyin: espeak-ng 1.50–1.51, its issue 1370. */
const BROKEN = /latin as english/i
const RATE: Record<Language, number> = { zh: 0.9, en: 0.9 }

/** A voice that speaks the language without the internet. */
export function localVoice<V extends KnownVoice>(voices: readonly V[], language: Language): V | undefined {
  return voices.find(
    ({ name, lang, localService }) => localService && SPEAKS[language].test(lang) && !BROKEN.test(name),
  )
}

/** Speaks by the browser, where it has a local voice for the language. */
export function browserVoice(synthesis: SpeechSynthesis | undefined): VoicePort {
  return {
    name: 'browser',
    say({ text, language }, { signal, started }) {
      const voice = synthesis && localVoice(synthesis.getVoices(), language)
      if (!synthesis || !voice) return Promise.resolve(false)
      return new Promise((resolve) => {
        const speech = new SpeechSynthesisUtterance(text)
        speech.voice = voice
        speech.lang = voice.lang
        speech.rate = RATE[language]
        speech.onstart = started
        speech.onend = () => resolve(true)
        speech.onerror = () => resolve(false)
        signal.addEventListener('abort', () => synthesis.cancel())
        synthesis.speak(speech)
      })
    },
  }
}
