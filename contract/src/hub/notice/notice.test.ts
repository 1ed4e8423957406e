import { expect, test } from 'vitest'
import { unboundedParts } from '../../../test/bounds.ts'
import { ChannelWish } from '../../wire/console-notices.ts'
import * as commands from './commands.ts'
import { Channel } from './words.ts'

test.each([
  ...Object.values(commands).map(({ type, schema }) => [type, schema] as const),
  ['wish', ChannelWish] as const,
])('every text, list and number of %s has a bound', (_type, schema) => {
  expect(unboundedParts(schema)).toEqual([])
})

test('quiet hours are of a place that there is', () => {
  const { quiet } = Channel.shape
  const of = (timeZone: string) => quiet.safeParse({ from: '22:00', to: '07:00', timeZone }).success
  expect([of('Asia/Shanghai'), of('Moon/Base'), of('+08:00')]).toEqual([true, false, false])
})
