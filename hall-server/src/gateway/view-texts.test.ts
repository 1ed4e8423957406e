import { emptyView, snapshotView } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { ViewTexts } from './view-texts.ts'

test('all who ask at the same fact get one encoding, each audience its own', () => {
  const texts = new ViewTexts()
  const view = { ...emptyView(), number: 7 }
  for (let n = 0; n < 5; n += 1)
    for (const audience of ['administrator', 'display'] as const)
      expect(JSON.parse(texts.of(audience, view))).toEqual(snapshotView(audience, view))
  expect(texts.made).toBe(2)
  view.number = 8
  expect(JSON.parse(texts.of('display', view))).toMatchObject({ view: { number: 8 } })
  texts.forget()
  texts.of('display', view)
  expect(texts.made).toBe(4)
})
