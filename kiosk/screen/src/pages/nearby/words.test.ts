import { createI18n } from 'vue-i18n'
import { expect, test } from 'vitest'
import { PLACES } from '../../../test/riverside.ts'
import { texts } from './texts.ts'
import { distanceText, hostText, openText, waitingText, walkText } from './words.ts'

const i18n = createI18n({
  legacy: false,
  locale: 'en',
  messages: { zh: { nearby: texts.zh }, en: { nearby: texts.en } },
})
const t = (key: string, values: Record<string, unknown> = {}) => i18n.global.t(key, values)
const said = {
  ...{ t, say: (text: { zh: string; en: string }) => text.en, language: 'en' as const },
  today: '2026-01-31',
}

test('a distance is no more exact than the crow flies, and a walk is told where somebody would walk', () => {
  expect([10, 320, 940, 960, 7_400, 12_300].map((metres) => distanceText(metres, t))).toEqual([
    ...['50 m', '300 m', '950 m', '1.0 km', '7.4 km', '12 km'],
  ])
  expect(walkText(320, t)).toBe('about 6 min on foot')
  expect(walkText(10, t)).toBe('about 1 min on foot')
  expect(walkText(2_001, t)).toBeNull()
})

test('hours are said of today, of tomorrow and of another day, and never where nobody has said', () => {
  const at = (day: string) => ({ day, time: '08:30' })
  const says = (open: Parameters<typeof openText>[0]['open']) => openText({ open }, said)
  expect(says({ is: 'open', until: { day: '2026-01-31', time: '17:00' } })).toBe('Open until 17:00')
  expect(says({ is: 'open', until: null })).toBe('Open 24 hours')
  expect(says({ is: 'closed', opens: at('2026-02-01') })).toBe('Closed, opens tomorrow 08:30')
  expect(says({ is: 'closed', opens: at('2026-02-03') })).toBe('Closed, opens February 3 08:30')
  expect(says({ is: 'closed', opens: null })).toBe('Closed')
  expect(says({ is: 'closed', opens: null, why: { zh: '装修', en: 'works' } })).toBe(
    'Closed for a time (works)',
  )
  expect(says(null)).toBe('Hours not known')
})

test('how many wait is said of halls, and that nobody knows where one is open', () => {
  const [bank, hall] = PLACES
  const says = (over: object) => waitingText({ ...hall!, ...over }, t)
  expect(says({})).toBe('3 waiting')
  expect(says({ waiting: 0 })).toBe('No waiting')
  expect(says({ waiting: null })).toBe('Waiting not known')
  expect(says({ waiting: null, open: { is: 'closed', opens: null } })).toBeNull()
  expect(waitingText(bank!, t)).toBeNull()
})

test('a page is told by its host, and what is no address by nothing', () => {
  expect(hostText('https://www.example.cn/pay?x=1')).toBe('www.example.cn')
  expect(['', 'no address'].map(hostText)).toEqual(['', ''])
})
