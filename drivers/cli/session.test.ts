import { expect, test } from 'vitest'
import { devicesOf } from './session.ts'

test.each(['cardReader:pcsc', 'cardReader:pcsc@'])(
  'needs no url for a reader of the PC/SC service: %s',
  (text) => {
    expect(devicesOf(undefined, [text])).toEqual([{ id: 'cardReader', kind: 'cardReader', profile: 'pcsc' }])
  },
)

test('takes a path for a serial line', () => {
  expect(devicesOf(undefined, ['printer:epson@/dev/ttyS0'])).toMatchObject([
    { link: { url: 'serial:/dev/ttyS0' } },
  ])
})
