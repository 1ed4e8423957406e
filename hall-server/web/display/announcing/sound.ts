import { ref } from 'vue'
import type { Ref } from 'vue'

/** What a piece of sound needs to know while it plays. */
export type PlayHooks = {
  signal: AbortSignal
  started: () => void
}

/** The loudspeaker of this page. */
export type Sound = {
  /** True while the browser wants a touch before it lets the page sound. */
  blocked: Readonly<Ref<boolean>>
  /** Tries to turn the sound on; to be called from a touch or a key. */
  unlock: () => void
  /** Plays a WAV to its end. False: this page has no sound now, or the bytes are not sound. */
  playWav: (bytes: ArrayBuffer, hooks: PlayHooks) => Promise<boolean>
  /** Rings the chime. False: this page has no sound now. */
  chime: (signal: AbortSignal) => Promise<boolean>
}

/** Ding-dong: a falling major third (E5, C5), each note with an octave above it, as hall gongs sound. */
const NOTES = [
  { hertz: 659.26, at: 0 },
  { hertz: 523.25, at: 0.42 },
] as const
const PARTIALS = [
  { times: 1, loudness: 0.32 },
  { times: 2, loudness: 0.07 },
] as const
const NOTE_SECONDS = 1.1

function ring(context: AudioContext, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const begin = context.currentTime + 0.02
    let left = NOTES.length * PARTIALS.length
    for (const { hertz, at } of NOTES) {
      for (const { times, loudness } of PARTIALS) {
        const tone = new OscillatorNode(context, { frequency: hertz * times })
        const level = new GainNode(context, { gain: 0 })
        level.gain.setValueAtTime(0, begin + at)
        level.gain.linearRampToValueAtTime(loudness, begin + at + 0.015)
        level.gain.exponentialRampToValueAtTime(0.001, begin + at + NOTE_SECONDS)
        tone.connect(level).connect(context.destination)
        tone.onended = () => {
          level.disconnect()
          left -= 1
          if (left === 0) resolve(true)
        }
        tone.start(begin + at)
        tone.stop(begin + at + NOTE_SECONDS)
        signal.addEventListener('abort', () => tone.stop())
      }
    }
  })
}

async function play(
  context: AudioContext,
  bytes: ArrayBuffer,
  { signal, started }: PlayHooks,
): Promise<boolean> {
  // Decoding takes the buffer away from its owner: a copy stays for a recall.
  const buffer = await context.decodeAudioData(bytes.slice(0)).catch(() => null)
  if (!buffer || signal.aborted) return false
  return new Promise((resolve) => {
    const source = new AudioBufferSourceNode(context, { buffer })
    source.connect(context.destination)
    source.onended = () => resolve(true)
    signal.addEventListener('abort', () => source.stop())
    source.start()
    started()
  })
}

/** Opens the loudspeaker; nothing sounds while the browser's autoplay policy forbids it. */
export function openSound(): Sound {
  const context = new AudioContext()
  const blocked = ref(context.state === 'suspended')
  context.addEventListener('statechange', () => (blocked.value = context.state === 'suspended'))
  const running = (): boolean => context.state === 'running'
  const unlock = (): void => {
    if (!running()) void context.resume().catch(() => (blocked.value = true))
  }
  // Where no touch is needed (a display started for it) this is all it takes.
  unlock()
  return {
    blocked,
    unlock,
    playWav: async (bytes, hooks) => running() && (await play(context, bytes, hooks)),
    chime: async (signal) => running() && (await ring(context, signal)),
  }
}
