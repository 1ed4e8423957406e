import { announcementText, LANGUAGES } from '@service-hall/contract'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { speak } from './espeak.ts'

const call = { ticketNumber: 'A007', counterNumber: '3' }

/** Length of a WAV's sound in seconds: bytes of sound over bytes a second (`fmt ` chunk, offset 28 of the file). */
function wavSeconds(wav: Buffer): number {
  return (wav.length - 44) / wav.readUInt32LE(28)
}

async function program(script: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'voice-')), 'program')
  await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return file
}

test.each(LANGUAGES)(
  'espeak-ng speaks an announcement in %s, or says that it is not there',
  async (language) => {
    const speech = await speak(announcementText([call], language), language)
    if (speech.status !== 'spoken') return expect(speech).toEqual({ status: 'unavailable' })
    expect(speech.wav.toString('latin1', 0, 4)).toBe('RIFF')
    expect(speech.wav.readUInt32LE(4)).toBe(speech.wav.length - 8)
    expect(wavSeconds(speech.wav)).toBeGreaterThan(1.5)
    expect(wavSeconds(speech.wav)).toBeLessThan(10)
  },
)

test('a machine without the program has no voice', async () => {
  expect(await speak('x', 'zh', { binary: '/nowhere/espeak-ng' })).toEqual({ status: 'unavailable' })
})

test('a program without the voice of a language is no voice', async () => {
  const binary = await program('echo "Error: The specified espeak-ng voice does not exist." >&2; exit 1')
  expect(await speak('x', 'zh', { binary })).toEqual({ status: 'unavailable' })
})

test('a program that hangs is ended at the deadline', async () => {
  const binary = await program('exec sleep 60')
  expect(await speak('x', 'zh', { binary, timeoutMs: 200 })).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('SIGKILL') as unknown,
  })
})

test('a program that writes without end is ended', async () => {
  const binary = await program('exec cat /dev/zero')
  expect((await speak('x', 'zh', { binary })).status).toBe('failed')
})

test('a program that answers something else than sound has failed', async () => {
  const binary = await program('cat > /dev/null; echo hello')
  expect((await speak('x', 'zh', { binary })).status).toBe('failed')
})

test('a program that ends before it was told the text has failed, and nothing throws', async () => {
  const binary = await program('exec 0<&-; exit 3')
  const speech = await speak('x'.repeat(1_000_000), 'zh', { binary })
  expect(speech).toMatchObject({ status: 'failed' })
})
