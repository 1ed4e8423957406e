import type { Language } from '@service-hall/contract'
import { spawn } from 'node:child_process'
import { settleWavSizes } from './wav.ts'

/** `unavailable`: this machine has no such voice; `failed`: it has one, but it did not speak this time. */
export type Speech =
  { status: 'spoken'; wav: Buffer } | { status: 'unavailable' } | { status: 'failed'; reason: string }

export type EspeakOptions = {
  /** The program; another one only in tests. */
  binary?: string
  timeoutMs?: number
}

/**
 * Voices by language. Mandarin is `cmn-latn-pinyin`: in espeak-ng 1.50–1.51 the voice `cmn` turns characters into
 * pinyin and then reads the pinyin as English ("qing three"), see espeak-ng issues 1236 and 1370.
 */
const VOICE: Record<Language, string> = { zh: 'cmn-latn-pinyin', en: 'en' }
/** Words a minute: slower than talk, for a hall with an echo. */
const SPEED: Record<Language, string> = { zh: '150', en: '140' }
const LONGEST_WAV = 4_000_000

/**
 * Speaks a text with espeak-ng into a WAV (22,050 Hz, mono, 16 bit). No shell; the text goes in by standard input,
 * so it can never be taken for an option.
 */
export function speak(
  text: string,
  language: Language,
  { binary = 'espeak-ng', timeoutMs = 5_000 }: EspeakOptions = {},
): Promise<Speech> {
  return new Promise((resolve) => {
    const child = spawn(
      binary,
      ['-v', VOICE[language], '-s', SPEED[language], '-b', '1', '--stdin', '--stdout'],
      {
        stdio: ['pipe', 'pipe', 'pipe'],
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
      },
    )
    const sound: Buffer[] = []
    let size = 0
    let complaint = ''
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > LONGEST_WAV) child.kill('SIGKILL')
      else sound.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(0, 300)
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === 'ENOENT' ? { status: 'unavailable' } : { status: 'failed', reason: error.message },
      )
    })
    child.on('close', (code, signal) => {
      if (code === 0) {
        const wav = settleWavSizes(Buffer.concat(sound))
        resolve(wav ? { status: 'spoken', wav } : { status: 'failed', reason: 'no sound in the answer' })
      } else if (/voice does not exist|not found|no such/i.test(complaint)) resolve({ status: 'unavailable' })
      else resolve({ status: 'failed', reason: `ended with ${signal ?? code}: ${complaint.trim()}` })
    })
    // A program that ended early takes no more text: what it is worth is known from how it ended.
    child.stdin.on('error', () => child.stdin.destroy())
    child.stdin.end(text, 'utf8')
  })
}
