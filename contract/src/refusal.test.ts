import { expect, test } from 'vitest'
import { REFUSALS, RefusalCode, isTransient, refuse } from './refusal.ts'
import { Localized } from './text.ts'

test('every refusal has a sentence in Chinese and in English', () => {
  for (const [code, sentence] of Object.entries(REFUSALS)) {
    expect(Localized.safeParse({ zh: sentence.zh, en: sentence.en }).success, code).toBe(true)
    expect(sentence.zh, code).toMatch(/\p{Script=Han}/u)
    expect(sentence.en, code).not.toMatch(/\p{Script=Han}/u)
    expect(RefusalCode.safeParse(code).success).toBe(true)
  }
})

test('no two refusals say the same', () => {
  const sentences = Object.values(REFUSALS)
  expect(new Set(sentences.map(({ zh }) => zh)).size).toBe(sentences.length)
  expect(new Set(sentences.map(({ en }) => en)).size).toBe(sentences.length)
})

test('a refusal without detail has no detail', () => {
  expect(refuse('queue.empty')).toEqual({ ok: false, code: 'queue.empty' })
  expect(refuse('input.invalid', 'kind')).toEqual({ ok: false, code: 'input.invalid', detail: 'kind' })
})

test('what passes by itself may be sent again under its id; a decision, a wish or a bug may not', () => {
  expect(RefusalCode.options.filter(isTransient).sort()).toEqual([
    'access.tooMany',
    'account.providerAway',
    'file.onItsWay',
    'hall.notConfigured',
    'hall.recovering',
    'hall.storage',
    'history.busy',
    'history.tooLong',
    'payment.billingAway',
    'record.contended',
    'release.busy',
    'release.waiting',
    'roster.proposing',
    'uplink.crowded',
    'uplink.elsewhere',
    'uplink.gap',
    'uplink.pending',
    'uplink.revoked',
    'uplink.untrusted',
  ])
})
