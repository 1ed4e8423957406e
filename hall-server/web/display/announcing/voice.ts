import type { Language } from '@service-hall/contract'

export type Utterance = {
  callNumbers: readonly number[]
  language: Language
  text: string
}

/** How an utterance was made heard: a voice of the browser, of the hall server, the chime alone, or not at all. */
export type Heard = 'browser' | 'hall' | 'chime' | 'silent'

/** One way to make an utterance heard. */
export type VoicePort = {
  name: Exclude<Heard, 'silent'>
  /** How long it may take to fetch the sound before it is to begin, ms; it keeps to that itself. None: no time. */
  fetchMs?: number
  /**
   * Says it; `started` is called when sound begins. False: this port cannot say it. When `signal` aborts it falls
   * silent at once.
   */
  say: (utterance: Utterance, hooks: { signal: AbortSignal; started: () => void }) => Promise<boolean>
}

export type VoiceLimits = {
  /** A port that does not begin within this time, on top of its `fetchMs`, has hung. */
  startMs: number
  /** So has one that is not done this long after it began; longer than any announcement. */
  endMs: number
  /** A port that hung is not asked again for this long. */
  restMs: number
}
export const VOICE_LIMITS: VoiceLimits = { startMs: 2500, endMs: 40_000, restMs: 120_000 }

export type Say = (utterance: Utterance) => Promise<Heard>

type Outcome = 'said' | 'cannot' | 'hung'

function attempt(port: VoicePort, utterance: Utterance, { startMs, endMs }: VoiceLimits): Promise<Outcome> {
  const stop = new AbortController()
  return new Promise((resolve) => {
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer)
      stop.abort()
      resolve(outcome)
    }
    let timer = setTimeout(() => settle('hung'), (port.fetchMs ?? 0) + startMs)
    const started = (): void => {
      if (stop.signal.aborted) return
      clearTimeout(timer)
      timer = setTimeout(() => settle('hung'), endMs)
    }
    port.say(utterance, { signal: stop.signal, started }).then(
      (said) => settle(said ? 'said' : 'cannot'),
      () => settle('cannot'),
    )
  })
}

/**
 * Says an utterance by the first port that can. Always ends, whatever the ports do: a port that hangs is silenced,
 * passed over and rested. `now` measures the rest, ms.
 */
export function createVoice(ports: readonly VoicePort[], now: () => number, limits = VOICE_LIMITS): Say {
  const restUntil = new Map<VoicePort, number>()
  return async (utterance) => {
    for (const port of ports) {
      if (now() < (restUntil.get(port) ?? 0)) continue
      const outcome = await attempt(port, utterance, limits)
      if (outcome === 'said') return port.name
      if (outcome === 'hung') restUntil.set(port, now() + limits.restMs)
    }
    return 'silent'
  }
}
