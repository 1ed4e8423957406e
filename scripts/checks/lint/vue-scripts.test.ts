import { readFileSync } from 'node:fs'
import { inRoot } from '@service-hall/harness/paths'
import { Linter } from 'eslint'
import vue from 'eslint-plugin-vue'
import ts from 'typescript'
import tseslint from 'typescript-eslint'
import { expect, test } from 'vitest'
import { readScriptsOnly, scriptOf } from './vue-scripts.ts'

const path = inRoot('kiosk/screen/src/App.vue')

/** What lint's parser of components asks TypeScript to parse of a file. */
function parsedOf(text: string): string[] {
  const parsed: string[] = []
  const parser = {
    parseForESLint: (code: string) => {
      parsed.push(code)
      return tseslint.parser.parseForESLint(code)
    },
  }
  const config = { files: ['**/*.vue'], languageOptions: { parserOptions: { parser } } }
  new Linter().verify(text, [...vue.configs['flat/base'], config] as Linter.Config[], 'App.vue')
  return parsed
}

test('TypeScript reads of a component what lint opens it with, so that no type is thrown away', () => {
  const text = readFileSync(path, 'utf8')
  expect(scriptOf(text)).toMatch(/import /)
  expect(parsedOf(text)).toContain(scriptOf(text))
})

test('a component without a script reads as nothing, other files as they are', () => {
  expect(scriptOf('<template><p>script</p></template>')).toBe('')
  const read = ts.sys.readFile.bind(ts.sys)
  try {
    readScriptsOnly()
    expect(ts.sys.readFile(path)).toBe(scriptOf(readFileSync(path, 'utf8')))
    expect(ts.sys.readFile(import.meta.filename)).toBe(readFileSync(import.meta.filename, 'utf8'))
  } finally {
    ts.sys.readFile = read
  }
})
