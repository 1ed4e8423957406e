import { inRoot } from '@service-hall/harness/paths'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { optionalWithEngines, readLock } from './lock-engines.ts'

const text = readFileSync(inRoot('package.json'), 'utf8')
const { scripts } = JSON.parse(text) as { scripts: Record<string, string> }

test('no command stands twice in package.json, where the last one would silently count', () => {
  const names = [
    ...text
      .slice(text.indexOf('"scripts"'), text.indexOf('"devDependencies"'))
      .matchAll(/^ {4}"([\w:-]+)":/gm),
  ]
  expect(names.map(([, name]) => name)).toEqual(Object.keys(scripts))
})

test('every command that is a program of ours runs on the Node among the packages', () => {
  const ours = Object.values(scripts).filter((command) => command.includes('.ts'))
  expect(ours.length).toBeGreaterThan(15)
  expect(ours.filter((command) => !/^node scripts\/node\.mjs [\w/-]+\.ts$/.test(command))).toEqual([])
})

test('an npm on an old Node leaves no optional package out; node scripts/checks/lock-engines.ts makes it so', () => {
  const lock = readLock()
  expect(Object.keys(lock.packages).length).toBeGreaterThan(300)
  expect(optionalWithEngines(lock)).toEqual([])
})

test('an optional package that names its Node is found', () => {
  const engines = { node: '>=20' }
  const packages = { a: { optional: true, engines }, b: { engines }, c: { optional: true } }
  expect(optionalWithEngines({ packages })).toEqual(['a'])
})
