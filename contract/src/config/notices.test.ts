import { expect, test } from 'vitest'
import { aHallFile } from '../../test/index.ts'
import type { HallFileOptions } from '../../test/index.ts'
import { publicConfig } from './hall-file.ts'
import { configNotices } from './notices.ts'
import { lettersNoPrinterHas } from './printer-letters.ts'

const noticed = (change: NonNullable<HallFileOptions['change']>) =>
  configNotices(publicConfig(aHallFile({ change }))).map(({ path, text }) => [path, text.en])

test('a hall in which nothing is odd has no notices', () => {
  expect(noticed(() => undefined)).toEqual([])
})

test('letters that no printer has are found where they would come on paper', () => {
  const notices = noticed((file) => {
    file.services[0]!.name.zh = '䢺𠮷电费'
    file.hall.name.en = 'Hall 😀'
    file.counters[0]!.name.zh = '䢺'
  })
  expect(notices.map(([path]) => path)).toEqual(['hall.name', 'services.0.name'])
  expect(notices[1]![1]).toContain('“䢺 𠮷”')
})

test.each(['缴纳电费（老年人）·￥5', 'Café – 2½ m² ™', 'ABC 123', '㈱①Ⅷ', '镕喆'])(
  '%s comes on paper',
  (text) => {
    expect(lettersNoPrinterHas(text)).toEqual([])
  },
)

test.each<[string, string[]]>([
  ['䢺䢺𠮷', ['䢺', '𠮷']],
  ['电😀费', ['😀']],
  ['ก', ['ก']],
  ['❤️充值❤', ['❤']],
  ['👍🏻🇨🇳', ['👍🏻', '🇨🇳']],
  ['👨‍👩‍👧户', ['👨‍👩‍👧']],
  ['1️⃣x̂葛\u{E0100}', []],
])('of %s the printer lacks %j', (text, lacking) => {
  expect(lettersNoPrinterHas(text)).toEqual(lacking)
})

test('a class that waits longer than the ordinary one, two services of one name and a limit below the usual time are told', () => {
  const notices = noticed((file) => {
    file.priorityClasses[0]!.ordinary = true
    file.priorityClasses[1]!.weight = 0.5
    file.services[1]!.name = { ...file.services[0]!.name }
    file.services[2]!.limitMinutes = 1
  })
  expect(notices.map(([path]) => path)).toEqual([
    'priorityClasses.1.weight',
    'services.1.name',
    'services.2.limitMinutes',
  ])
})
