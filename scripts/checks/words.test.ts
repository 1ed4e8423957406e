import { readFileSync } from 'node:fs'
import { inRoot, root } from '@service-hall/harness/paths'
import { describe, expect, test } from 'vitest'
import { filesOf } from './house/sources.ts'

/** What no manual of the field calls it, and what to write instead (docs/glossary.md). */
const AVOIDED = [
  { word: /\bails?\b|\bailing\b/i, write: 'fault, error' },
  { word: /\bmourn/i, write: 'report, log' },
  { word: /\bdeeds?\b/i, write: 'action, outcome' },
  { word: /\bend of all\b/i, write: 'until it is stopped' },
  { word: /\b(class|type|const|function) \w*Desk\b|\buse\w*Desk\b/, write: 'what the object does' },
] as const

/** This file names the words to forbid them. */
const isLeftOut = (path: string): boolean => path.endsWith('words.test.ts')

function findWords(text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    AVOIDED.flatMap(({ word, write }) => {
      const [found] = word.exec(line) ?? []
      return found === undefined ? [] : [`line ${index + 1}: "${found}"; write: ${write}`]
    }),
  )
}

test('words that are in no manual stand in no code and no document', () => {
  const files = filesOf(root).filter(
    (path) => /\.(ts|vue|js|md|ya?ml|css|html)$/.test(path) && !isLeftOut(path),
  )
  const found = files.flatMap((path) =>
    findWords(readFileSync(inRoot(path), 'utf8')).map((where) => `${path} ${where}`),
  )
  expect(found).toEqual([])
})

describe('they are found', () => {
  test.each([
    'what ails it',
    'mourn(name)',
    'its deeds',
    'until the end of all',
    'export class TicketDesk {',
  ])('in %s', (line) => expect(findWords(line)).toHaveLength(1))
  test.each(['it fails', 'details', 'the desktop', 'indeed'])('not in %s', (line) =>
    expect(findWords(line)).toEqual([]),
  )
})
