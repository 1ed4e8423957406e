import { expect, test } from 'vitest'
import { SUBJECTS, everyCommand, everyFact } from './every.ts'
import { emptyView } from './view.ts'

function twice(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index)
}

test('no two subjects define the same name, and none takes a part of the view from another', () => {
  expect(twice(SUBJECTS.map(({ name }) => name))).toEqual([])
  expect(twice(everyCommand.map(({ type }) => type))).toEqual([])
  expect(twice(everyFact.map(({ type }) => type))).toEqual([])
  expect(twice(SUBJECTS.flatMap(({ refusals }) => Object.keys(refusals)))).toEqual([])
  expect(twice(SUBJECTS.flatMap(({ fold }) => Object.keys(fold.empty())))).toEqual([])
  expect(Object.keys(emptyView())).toContain('number')
})

test('a subject folds facts of others by their true names', () => {
  const types = new Set<string>(everyFact.map(({ type }) => type))
  for (const { fold } of SUBJECTS)
    for (const type of Object.keys(fold.also ?? {})) expect(types).toContain(type)
})
