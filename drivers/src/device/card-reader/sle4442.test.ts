import { describe, expect, test } from 'vitest'
import { aCardReader } from '../../../test/a-card-reader.ts'

const code = Uint8Array.of(0x12, 0x34, 0x56)
const wrong = Uint8Array.of(0, 0, 0)

async function aMemoryCard(
  profile: 'crt310' | 'crt571',
  onEnd: (end: () => Promise<void>) => void,
  card: Record<string, unknown> = {},
) {
  const set = await aCardReader(profile, onEnd)
  await set.hold({ card: 'sle4442', code: '123456', ...card })
  const opened = await set.reader.sle4442()
  if (!opened.ok) throw new Error(opened.error.code)
  return { ...set, card: opened.card }
}

describe.each(['crt310', 'crt571'] as const)('an SLE4442 in a %s', (profile) => {
  test.concurrent('is read, and written after its code was told', async ({ onTestFinished: onEnd }) => {
    const { card } = await aMemoryCard(profile, onEnd)
    const head = await card.read(0, 4)
    expect(head.ok && [...head.data]).toEqual([0xa2, 0x13, 0x10, 0x91])
    const note = new TextEncoder().encode('a note')
    expect(await card.write(64, note)).toMatchObject({ ok: false, error: { code: 'securityFail' } })
    expect(await card.verify(code)).toEqual({ ok: true })
    expect(await card.write(64, note)).toEqual({ ok: true })
    const all = await card.read(0, 256)
    expect(all.ok && Buffer.from(all.data.subarray(64, 70)).toString()).toBe('a note')
    expect(all.ok && all.data.length).toBe(256)
  })

  test.concurrent('protects bytes for ever, those that are as said', async ({ onTestFinished: onEnd }) => {
    const { card } = await aMemoryCard(profile, onEnd)
    await card.verify(code)
    expect(await card.write(8, Uint8Array.of(1, 2))).toEqual({ ok: true })
    expect(await card.protect(8, Uint8Array.of(9))).toMatchObject({ ok: false })
    expect(await card.protect(8, Uint8Array.of(1, 2))).toEqual({ ok: true })
    const bits = await card.protection()
    expect(bits.ok && [...bits.data]).toEqual([0xff, 0xfc, 0xff, 0xff])
    expect(await card.write(8, Uint8Array.of(3, 4))).toMatchObject({ ok: false })
  })

  test.concurrent(
    'is never tried with its last try unless that is forced',
    async ({ onTestFinished: onEnd }) => {
      const { card, state } = await aMemoryCard(profile, onEnd)
      expect(await card.triesLeft()).toEqual({ ok: true, triesLeft: 3 })
      expect(await card.verify(wrong)).toMatchObject({
        ok: false,
        error: { code: 'securityFail' },
        triesLeft: 2,
      })
      expect(await card.verify(wrong)).toMatchObject({ ok: false, triesLeft: 1 })
      expect(await card.verify(code)).toMatchObject({ ok: false, triesLeft: 1 })
      expect((await state()).triesLeft).toBe(1)
      expect(await card.verify(code, { force: true })).toEqual({ ok: true })
      expect((await state()).triesLeft).toBe(3)
    },
  )

  test.concurrent(
    'is refused when it is locked, and what is not on it is not asked for',
    async ({ onTestFinished: onEnd }) => {
      const { card, reader } = await aMemoryCard(profile, onEnd, { triesLeft: 0 })
      expect(await card.verify(code, { force: true })).toMatchObject({ ok: false, triesLeft: 0 })
      expect(await card.read(250, 10)).toMatchObject({ ok: false, error: { code: 'invalidData' } })
      expect(await card.protect(32, wrong)).toMatchObject({ ok: false, error: { code: 'invalidData' } })
      await reader.eject()
      expect(await card.read(0, 4)).toMatchObject({ ok: false, error: { code: 'noMedia' } })
    },
  )
})

test.concurrent('is not for a Sankyo reader', async ({ onTestFinished: onEnd }) => {
  const { reader, hold } = await aCardReader('sankyo', onEnd)
  await hold({ card: 'sle4442' })
  expect(await reader.sle4442()).toEqual({
    ok: false,
    error: { code: 'unsupported', action: 'configuration' },
  })
})
