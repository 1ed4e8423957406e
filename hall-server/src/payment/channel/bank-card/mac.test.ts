import { expect, test } from 'vitest'
import { checkValue, decipher, encipher, isMacOf, macOf } from './mac.ts'
import { macKeyOf } from './working-key.ts'

/** Published with each step (CSDN zfr_xuexiao66, "银联标准 8583 MAC 计算"); openssl gives the same. */
const PUBLISHED = {
  key: '55036372B17543ECB173730768B8D6C4',
  block:
    '08300000000002C0001530303637303034363432383937333730313739333233303032001100000001372002' +
    '77319F0605A0000003339F220103DF050832303234313233319F0605A0000003339F220104DF050832303234' +
    '313233319F0605A0000003339F220102DF050832303231313233319F0605A0000000039F220107DF05083230' +
    '3137313233319F0605A0000000039F220108DF050832303233313233319F0605A0000000039F220109DF0508' +
    '32303233313233319F0605A0000000659F220110DF050832303232313233319F0605A0000000659F220112DF' +
    '050832303232313233319F0605A0000000659F220114DF050832303232313233319F0605A0000000049F2201' +
    '04DF050832303137313233319F0605A0000000049F220105DF050832303231313233319F0605A0000000049F' +
    '220106DF05083230323131323331',
  mac: '5FE058DB',
}
const key = Buffer.from(PUBLISHED.key, 'hex')

test('the code of a published message is the published one', () => {
  const block = Buffer.from(PUBLISHED.block, 'hex')
  expect(macOf(key, block)).toBe(PUBLISHED.mac)
  expect(isMacOf(key, block, PUBLISHED.mac.toLowerCase())).toBe(true)
  expect(isMacOf(key, block, '5FE058DC')).toBe(false)
  expect(isMacOf(key, null, PUBLISHED.mac)).toBe(false)
  expect(isMacOf(key, block, undefined)).toBe(false)
})

test('the check value of a key is that of openssl', () => {
  // printf '\0\0\0\0\0\0\0\0' | openssl enc -des-ede -nopad -K 0123456789ABCDEFFEDCBA9876543210
  expect(checkValue(Buffer.from('0123456789ABCDEFFEDCBA9876543210', 'hex'))).toBe('08D7B4FB')
})

test('the MAC key of a sign-in is taken only when its check value agrees', () => {
  const master = Buffer.from('0123456789ABCDEFFEDCBA9876543210', 'hex')
  const other = encipher(master, Buffer.alloc(16, 7)).toString('hex').toUpperCase() + '00000000'
  const wrapped = encipher(master, key).toString('hex').toUpperCase() + checkValue(key)
  expect(macKeyOf(master, other + wrapped, 'double')).toEqual(key)
  expect(macKeyOf(master, other + wrapped + other, 'double')).toEqual(key)
  expect(macKeyOf(master, wrapped + other, 'double')).toBeNull()
  expect(macKeyOf(Buffer.alloc(16, 1), other + wrapped, 'double')).toBeNull()
  expect(macKeyOf(master, undefined, 'double')).toBeNull()
})

test('a single-length key stands in the first half of its place', () => {
  const master = Buffer.from('0123456789ABCDEFFEDCBA9876543210', 'hex')
  const single = Buffer.from('C24A8FB57AA20123', 'hex')
  const twice = Buffer.concat([single, single])
  const place = encipher(master, Buffer.concat([single, Buffer.alloc(8)]))
  expect(decipher(master, place)).toHaveLength(16)
  const field = '0'.repeat(40) + place.toString('hex').toUpperCase() + checkValue(twice)
  expect(macKeyOf(master, field, 'single')).toEqual(twice)
})
