import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aHallFile } from '../../test/index.ts'
import type { HallFileOptions } from '../../test/index.ts'
import { crossCheck } from './cross-check.ts'
import { textProblems } from './text-sense.ts'

type Change = NonNullable<HallFileOptions['change']>

const found = (change: Change) => crossCheck(aHallFile({ change }))

test.each(['CST', 'EST', 'UTC', 'GMT', 'Etc/GMT+8', 'Etc/UTC', 'PRC', '+08:00'])(
  'a time zone written %s is no place',
  (timeZone) => {
    const problems = found((file) => (file.hall.timeZone = timeZone))
    expect(problems.map(({ path }) => path)).toEqual(['hall.timeZone'])
    expect(problems[0]!.expected).toMatch(/^a place such as Asia\/Shanghai, not .*, which is (?!undefined)/)
  },
)

test.each(['Asia/Shanghai', 'Asia/Urumqi', 'America/Argentina/Buenos_Aires', 'asia/shanghai'])(
  '%s is a place',
  (timeZone) => expect(found((file) => (file.hall.timeZone = timeZone))).toEqual([]),
)

test.each<[string, Change, string, RegExp]>([
  ['a blank name', (file) => (file.services[0]!.name.zh = '  '), 'services.0.name.zh', /not blanks/],
  ['a name of full-width blanks', (file) => (file.hall.name.zh = '\u3000'), 'hall.name.zh', /not blanks/],
  [
    'letters lost in another encoding',
    (file) => (file.staff[0]!.name = '\uFFFD\uFFFD'),
    'staff.0.name',
    /save the file as UTF-8/,
  ],
  ['a control character', (file) => (file.zones[0]!.name.en = 'Hall\u001b@'), 'zones.0.name.en', /U\+001B/],
  [
    'text that runs the other way',
    (file) => (file.counters[0]!.name.en = 'Bills\u202egnp'),
    'counters.0.name.en',
    /U\+202E/,
  ],
  [
    'two ordinary classes',
    (file) => file.priorityClasses.forEach((row) => (row.ordinary = true)),
    'priorityClasses',
    /one class marked ordinary/,
  ],
  ['a language twice', (file) => (file.hall.languages = ['zh', 'zh']), 'hall.languages', /once/],
  [
    'a service that is never open',
    (file) => (file.services[1]!.openingHours = []),
    'services.1.openingHours',
    /never open/,
  ],
  [
    'a port that does not exist',
    (file) => (file.devices[0]!.link.url = 'tcp://printer:70000'),
    'devices.0.link.url',
    /1 to 65535/,
  ],
  [
    'an id in other letters',
    (file) => file.counters.push({ ...file.counters[0]!, id: 'c1', number: '9' }),
    'counters.3.id',
    /of its own/,
  ],
  [
    'a counter number with a nought',
    (file) => file.counters.push({ ...file.counters[0]!, id: 'C9', number: '01' }),
    'counters.3.number',
    /of its own/,
  ],
])('%s is refused with its place', (_name, change, path, expected) => {
  const problems = found(change)
  expect(problems.map((row) => row.path)).toEqual([path])
  expect(problems[0]!.expected).toMatch(expected)
})

test('a text of letters that can be seen is never refused, wherever it stands', () => {
  const seen = fc
    .stringMatching(/^[\p{L}\p{N}\p{P}\p{S}]+( [\p{L}\p{N}\p{P}\p{S}]+)*$/u)
    .filter((text) => !text.includes('\uFFFD'))
  fc.assert(
    fc.property(fc.dictionary(fc.string(), seen), (texts) => {
      expect(textProblems({ a: [texts] })).toEqual([])
    }),
  )
})
