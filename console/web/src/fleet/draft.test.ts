import { askedOf } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { daysBetween, draftOf, spanForm, withDraft } from './draft.ts'
import type { DraftForm } from './draft.ts'

const FORM: DraftForm = {
  ...{ span: spanForm(undefined), number: 10, version: '', first: '', last: '' },
  ...{ type: 'holiday', own: false },
}

test('single days are typed as a first and a last, over the end of a month, and no more than two months', () => {
  expect(daysBetween('2026-01-30', '2026-02-02')).toEqual([
    ...['2026-01-30', '2026-01-31', '2026-02-01', '2026-02-02'],
  ])
  expect(daysBetween('2026-02-17', '')).toEqual(['2026-02-17'])
  expect(daysBetween('2026-02-17', '2026-02-16')).toBeNull()
  expect(daysBetween('2026-01-01', '2026-12-31')).toBeNull()
  expect(daysBetween('0026-01-01', '0026-01-02')).toBeNull()
})

test('what a form cannot mean is said, and nothing is asked', () => {
  const bad = (path: string, more: Partial<DraftForm>): unknown => draftOf(path, { ...FORM, ...more })
  expect(bad('working', { span: { mode: 'hours', from: '18:00', to: '08:00' } })).toMatchObject({
    problem: 'fleetWords.badHours',
  })
  expect(bad('skewMinutes', { number: 61 })).toMatchObject({ problem: 'fleetWords.badNumber' })
  expect(bad('skewMinutes', { number: '' })).toMatchObject({ ok: false })
  expect(bad('version', { version: '1.2' })).toMatchObject({ problem: 'fleetWords.badVersion' })
  expect(bad('days', { first: '2026-02-17', own: true, span: spanForm('on') })).toEqual({
    ...{ ok: true, set: { days: { '2026-02-17': { type: 'holiday', span: 'on' } } } },
  })
})

test('a draft is seen before it is saved: it stands for what holds', () => {
  const held = { from: 'region:sd', at: 1, instead: [] }
  const values = [{ path: 'working', value: { from: '08:00', to: '18:00' }, ...held }]
  const draft = withDraft(values, { working: 'on', days: { '2026-02-17': { type: 'holiday' } } })
  expect(askedOf(draft).settings.power).toMatchObject({
    ...{ working: 'on', days: [{ day: '2026-02-17', type: 'holiday' }] },
  })
})
