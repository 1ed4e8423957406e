import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signedPart } from './signed-part.ts'

test('the part is cut out as it stands: escapes, order and spaces', () => {
  const part = '{ "b":"https:\\/\\/qr.alipay.com\\/x", "a":{"text":"}\\"{"},"code":"10000"}'
  expect(signedPart(`{"x_response":${part},"sign":"s"}`, 'x_response')).toBe(part)
  expect(signedPart(`{ "sign" : "x_response\\"{" , "x_response" : ${part} }`, 'x_response')).toBe(part)
})

test('a name inside of another part, or inside of a text, is not the part', () => {
  expect(signedPart('{"y":{"x_response":{"code":"1"}},"sign":"s"}', 'x_response')).toBeNull()
  expect(signedPart('{"y":"\\"x_response\\":{}","sign":"s"}', 'x_response')).toBeNull()
})

test('of two parts of one name the first counts, which is the one that is read and verified', () => {
  expect(signedPart('{"x":{"code":"1"},"x":{"code":"2"}}', 'x')).toBe('{"code":"1"}')
})

test('every value is found as JSON wrote it', () => {
  fc.assert(
    fc.property(fc.json(), fc.string(), fc.json(), (value, sign, other) => {
      const json = `{"sign":${JSON.stringify(sign)},"other":${other},"part":${value}}`
      expect(JSON.parse(signedPart(json, 'part') ?? 'undefined')).toEqual(JSON.parse(value))
    }),
  )
})

test('whatever is no object has no part', () => {
  fc.assert(fc.property(fc.string(), (text) => void signedPart(text, 'part')))
  for (const text of ['', '[]', '{', '{"part"', '{"part":', '{"part":{"a":1'])
    expect(signedPart(text, 'part')).toBeNull()
})
