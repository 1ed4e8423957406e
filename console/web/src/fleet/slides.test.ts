import { expect, test } from 'vitest'
import { draftsOf, moved, playlistOf, textDraft } from './slides.ts'

const items = ['一', '二', '三'].map((zh) => ({ kind: 'text' as const, zh, en: zh, seconds: 10 }))

test('slides change places one by one, and stay within the list', () => {
  const list = draftsOf({ items })
  const [first, , third] = list.map(({ key }) => key)
  const order = (rows: typeof list | null) =>
    rows && playlistOf(rows)?.items.map((one) => 'zh' in one && one.zh)
  expect(order(moved(list, third ?? 0, -1))).toEqual(['一', '三', '二'])
  expect(order(moved(list, first ?? 0, 1))).toEqual(['二', '一', '三'])
  expect([moved(list, first ?? 0, -1), moved(list, third ?? 0, 1), moved(list, -1, 1)]).toEqual([
    null,
    null,
    null,
  ])
})

test('a list with a text that is missing, or seconds that are none, is none', () => {
  const list = draftsOf({ items })
  expect(playlistOf(list)).toEqual({ items })
  expect(playlistOf([...list, textDraft()])).toBeNull()
  const empty = draftsOf({ items: [{ ...items[0]!, seconds: 3 }] })
  expect(
    playlistOf(empty.map(({ key, slide }) => ({ key, slide: { ...slide, seconds: '' as never } }))),
  ).toBeNull()
  expect(playlistOf([])).toEqual({ items: [] })
})
