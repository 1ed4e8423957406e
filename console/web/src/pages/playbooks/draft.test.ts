import { ALERT_KINDS, PLAYBOOKS } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { draftOf, moved, newDraft, stepsOf } from './draft.ts'

test.each(ALERT_KINDS)('the playbook of %s is the same when it was opened and saved', (kind) => {
  expect(stepsOf(PLAYBOOKS[kind].map(draftOf))).toEqual(PLAYBOOKS[kind])
})

test('a step without a text, or a message without words, is not saved', () => {
  const draft = newDraft([])
  expect(stepsOf([draft])).toBeNull()
  const filled = { ...draft, zh: '去看', en: 'Go and look' }
  expect(stepsOf([filled])).toHaveLength(1)
  expect(stepsOf([{ ...filled, directive: 'message' }])).toBeNull()
  expect(stepsOf([filled, { ...filled, step: newDraft([filled]).step }])).toHaveLength(2)
  expect(stepsOf([])).toBeNull()
})

test('a step moves up and down and not out of the list', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
})
