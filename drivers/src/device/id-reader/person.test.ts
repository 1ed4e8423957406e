import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { decodeRecord } from '../../frame/sdt-record.ts'
import type { CardRecord } from '../../frame/sdt-record.ts'
import { dayOf, isCitizenNumber, isPermanentResidentNumber } from './identity-number.ts'
import { maskName, maskNumber } from './mask.ts'
import { personOf } from './person.ts'

/** Region 990000 does not exist. */
const NUMBER = '990000199003071235'

const aCard = (fields: Partial<Record<string, string>> = {}): CardRecord => ({
  documentType: 'mainland',
  fields: {
    name: '张测试',
    sex: '2',
    nation: '01',
    birth: '19900307',
    address: '虚构市模拟区测试路1号',
    number: NUMBER,
    issuer: '虚构市公安局',
    from: '20200102',
    to: '20400102',
    flag: '',
    ...fields,
  },
})

test('takes a number with the check digit of ISO 7064 and no other', () => {
  const right = [...'0123456789X'].filter((digit) =>
    isCitizenNumber(`${NUMBER.slice(0, 17)}${digit}`, '1990-03-07'),
  )
  expect(right).toEqual(['5'])
  expect(isCitizenNumber('99000019900307003X', '1990-03-07')).toBe(true)
})

test('notices any one wrong digit and any two neighbours that changed places', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digits = [...NUMBER]
      digits[at] = String((Number(digits[at]) + by) % 10)
      expect(isCitizenNumber(digits.join(''), dayOf(digits.slice(6, 14).join('')) ?? '')).toBe(false)
    }),
  )
  for (let at = 0; at < 16; at += 1) {
    const swapped = NUMBER.slice(0, at) + NUMBER[at + 1] + NUMBER[at] + NUMBER.slice(at + 2)
    if (swapped !== NUMBER) expect(isCitizenNumber(swapped, '1990-03-07')).toBe(false)
  }
})

test('takes a number only with its own date of birth', () => {
  expect(isCitizenNumber(NUMBER, '1990-03-08')).toBe(false)
  expect(isCitizenNumber(NUMBER.toLowerCase().replace(/.$/, 'x'), '1990-03-07')).toBe(false)
})

test('knows the shape of a permanent resident’s number of 2017', () => {
  expect(isPermanentResidentNumber('XXA990090030712')).toBe(true)
  expect(isPermanentResidentNumber('XX9990090030712')).toBe(false)
})

test.for(['20230229', '20231301', '2023010', '18990101', '        '])(
  'does not take %s for a day',
  (digits) => {
    expect(dayOf(digits)).toBeUndefined()
  },
)

test('masks names and numbers', () => {
  expect(maskName('张测试')).toBe('张**')
  expect(maskName('𠮷野')).toBe('𠮷*')
  expect(maskName('TESTER, ADA')).toBe('T***')
  expect(maskNumber(NUMBER)).toBe('9900**********1235')
  expect(maskNumber('12345678')).toBe('********')
})

test('makes a person that can be read but not printed, listed, spread or cloned', () => {
  const person = personOf(aCard())
  if (!person) throw new Error('no person')
  expect([person.name, person.idNumber, person.birthDate, person.sex]).toEqual([
    '张测试',
    NUMBER,
    '1990-03-07',
    'female',
  ])
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const shown = [
    inspect(person),
    inspect({ event: { person } }, { depth: 9 }),
    inspect(person, { showHidden: true }),
    JSON.stringify({ person }),
    JSON.stringify({ ...person }),
    JSON.stringify(structuredClone({ ...person })),
    JSON.stringify(Object.entries(person)),
  ]
  log.mockRestore()
  for (const text of shown) {
    expect(text).not.toMatch(/测试|19900307|1990-03-07|虚构|00001990/)
  }
  expect(person.toJSON()).toEqual({
    documentType: 'mainland',
    masked: { name: '张**', idNumber: '9900**********1235' },
  })
})

test.for([
  { number: '990000199003071234' },
  { birth: '19900308' },
  { birth: '19900230', number: '990000199002301238' },
  { from: '' },
  { to: 'soon' },
  { name: '' },
  { name: '张\u0007' },
])('makes no person of %o', (fields) => {
  expect(personOf(aCard(fields))).toBeUndefined()
})

test('knows cards that never expire, and two parts of an English name', () => {
  expect(personOf(aCard({ to: '长期' }))?.validTo).toBe('longTerm')
  const foreigner = personOf({
    documentType: 'foreigner2023',
    fields: {
      name: '',
      sex: '1',
      renewals: '00',
      birth: '19900307',
      englishName: 'TESTER-OF-THE-VERY-LONG-NAMES, ADA',
      number: NUMBER,
      from: '20240101',
      to: '20340101',
      englishNameRest: 'EXAMPLE',
      country: 'XXA',
      flag: 'Y',
      priorNumber: '',
    },
  })
  expect(foreigner).toMatchObject({ documentType: 'foreigner2023', masked: { name: 'T***' } })
  expect(foreigner?.name).toBe('TESTER-OF-THE-VERY-LONG-NAMES, ADA EXAMPLE')
})

test('makes of any bytes a person or nobody, without throwing', () => {
  // The letter at byte 248 decides which layout the rest is read by.
  const letter = fc.constantFrom(' ', 'I', 'J', 'Y', '\0')
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), letter, (noise, flag) => {
      const record = Buffer.from(noise)
      record.write(flag, 248, 'utf16le')
      const card = decodeRecord(record)
      if (card) expect(JSON.stringify(personOf(card)) ?? '').not.toContain(card.fields.number || 'nobody')
    }),
  )
})

test('what nobody sees is taken out of a card’s texts, and rare letters stay', () => {
  const person = personOf(aCard({ name: '张\u202E测\u200B试\u2066', address: '虚构市\u200F测试路1号' }))
  expect(person).toMatchObject({ documentType: 'mainland' })
  expect(person?.name).toBe('张测试')
  expect(person && 'address' in person && person.address).toBe('虚构市测试路1号')
  expect(personOf(aCard({ name: '𠮷\uE81A测' }))?.name).toBe('𠮷\uE81A测')
  expect(personOf(aCard({ name: '\u202E\u200B' }))).toBeUndefined()
  expect(personOf(aCard({ name: '张\u001B测试' }))).toBeUndefined()
})
