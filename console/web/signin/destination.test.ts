import { expect, test } from 'vitest'
import { destination } from './destination.ts'
import { wallOf } from './wall-link.ts'

const at = (address: string): string => destination(new URL(address, 'http://hub'))

test('a sign-in leads back to the address that was asked for, with all that stands in it', () => {
  expect(at('/overview?region=sd&sort=waiting')).toBe('/overview?region=sd&sort=waiting')
  expect(at('/signin?to=%2Fhalls%2FH1%3Fat%3D5')).toBe('/halls/H1?at=5')
  expect(at('/signin')).toBe('/')
})

test.each([
  'https://elsewhere.example/',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'javascript:alert(1)',
])('never to another site: %s', (to) => expect(at(`/signin?to=${encodeURIComponent(to)}`)).toBe('/'))

test('the link of a wall has its account and key, and nothing else is one', () => {
  expect(wallOf('#wall=W-1:abcd-efgh-jkmn')).toEqual({ accountId: 'W-1', password: 'abcd-efgh-jkmn' })
  for (const odd of ['', '#wall=', '#wall=W1', '#wall=W1:', '#wall=:x', '#wall=W 1:x', '#enrol=W1:x'])
    expect(wallOf(odd), odd).toBeNull()
})
