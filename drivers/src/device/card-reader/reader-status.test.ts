import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readerName, readerStatus } from './reader-status.ts'

const name = (text: string) => readerName(Buffer.from(text, 'latin1'))

test('takes a name for a name, and a magnetic track for nothing', () => {
  expect(name('CRT-571-V1.0')).toBe('CRT-571-V1.0')
  expect(name('ICT3K5-3R6940 ')).toBe('ICT3K5-3R6940')
  expect(name(';9900000000000000=99121010000?')).toBe('')
  expect(name('9900000000000000')).toBe('')
})

test('never gives a run of digits as long as the number of a card', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 12, max: 19 }), (around, digits) => {
      const text = Buffer.concat([Buffer.from(around), Buffer.from('9'.repeat(digits))])
      expect(readerName(text)).not.toMatch(/\d{10}/)
    }),
  )
})

test('says in XFS words what is seen', () => {
  const facts = { seen: undefined, fault: undefined, chip: 'poweredOff', captured: 0 } as const
  expect(readerStatus(facts)).toMatchObject({ device: 'online', media: 'unknown', chip: 'unknown' })
  expect(readerStatus({ ...facts, seen: { card: 'gate' } })).toMatchObject({
    media: 'entering',
    chip: 'noCard',
  })
  expect(readerStatus({ ...facts, seen: { card: 'inside' }, chip: 'online' })).toMatchObject({
    media: 'present',
    chip: 'online',
  })
  const fault = { code: 'sensorFailed', action: 'maintenance' } as const
  expect(readerStatus({ ...facts, fault })).toMatchObject({ device: 'hardwareError', error: fault })
})
