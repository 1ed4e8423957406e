import { Identity, ageOn, birthDateOf } from '@service-hall/contract'
import { numbersFrom } from '@service-hall/harness/random'
import { expect, test } from 'vitest'
import { inventedIdentity, inventedNumber } from './cards.ts'

test('an invented number has the check digit of ISO 7064 MOD 11-2 and a region that there is not', () => {
  for (let order = 0; order < 1_000; order += 37) {
    const number = inventedNumber('19500307', order)
    expect(number).toMatch(/^99000019500307\d{3}[\dX]$/)
    const value = (digit: string): number => (digit === 'X' ? 10 : Number(digit))
    // The standard's own definition: the sum of digit times 2^(places behind it) leaves 1 modulo 11.
    const sum = [...number].reduce((total, digit, index) => total + value(digit) * 2 ** (17 - index), 0)
    expect(sum % 11).toBe(1)
  }
})

test('an invented person is as old as wished', () => {
  const random = numbersFrom(7)
  for (let count = 0; count < 200; count += 1) {
    const identity = Identity.parse(inventedIdentity(random, 2026, [70, 90]))
    const born = birthDateOf(identity.idNumber) ?? ''
    expect(ageOn(born, '2026-12-31')).toBeGreaterThanOrEqual(70)
    expect(ageOn(born, '2026-12-31')).toBeLessThanOrEqual(90)
  }
})
