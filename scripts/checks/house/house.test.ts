import { describe, expect, test } from 'vitest'
import { cyclesOf, edgesOf } from './graph.ts'
import type { Edge } from './graph.ts'
import { importsOf } from './imports.ts'
import { linesOf, quantile } from './sources.ts'
import { upwardOf } from './upward.ts'
import type { Plan } from './upward.ts'

const source = (path: string, ...lines: string[]) => ({ path, text: lines.join('\n') })
const edge = (from: string, to: string, typeOnly = false): Edge => ({ from, to, typeOnly })

describe('imports of a file', () => {
  test('of values and of types, of every form', () => {
    const file = source(
      'a.ts',
      "import './effect.ts'",
      "import type { A } from './a-type.ts'",
      "import { type B, type C } from './types.ts'",
      "import { type D, e } from './mixed.ts'",
      "export * from './star.ts'",
      "export type * from './star-type.ts'",
      "const late = () => import('./late.ts')",
      "type F = import('./inline.ts').F",
    )
    expect(importsOf(file)).toEqual([
      { specifier: './effect.ts', typeOnly: false },
      { specifier: './a-type.ts', typeOnly: true },
      { specifier: './types.ts', typeOnly: true },
      { specifier: './mixed.ts', typeOnly: false },
      { specifier: './star.ts', typeOnly: false },
      { specifier: './star-type.ts', typeOnly: true },
      { specifier: './late.ts', typeOnly: false },
      { specifier: './inline.ts', typeOnly: true },
    ])
  })

  test('of a component, from its script only', () => {
    const file = source(
      'Page.vue',
      '<script setup lang="ts">',
      "import { a } from './a.ts'",
      '</script>',
      "<template>import { b } from './b.ts'</template>",
    )
    expect(importsOf(file).map(({ specifier }) => specifier)).toEqual(['./a.ts'])
  })
})

test('edges lead from file to file of the house, also by package names', () => {
  const sources = [
    source('drivers/src/a.ts', "import { b } from './b.ts'", "import { x } from 'vue'"),
    source('drivers/src/b.ts', "import type { P } from '@service-hall/harness/ports'"),
    source('e2e/harness/src/ports.ts'),
  ]
  expect(edgesOf(sources, process.cwd(), ['drivers', 'e2e/harness'])).toEqual([
    edge('drivers/src/a.ts', 'drivers/src/b.ts'),
    edge('drivers/src/b.ts', 'e2e/harness/src/ports.ts', true),
  ])
})

describe('cycles', () => {
  test('a circle of values is one, however long', () => {
    const edges = [edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('c', 'd')]
    expect(cyclesOf(edges).map((group) => group.sort())).toEqual([['a', 'b', 'c']])
  })

  test('a circle that a type closes is none', () => {
    expect(cyclesOf([edge('a', 'b'), edge('b', 'a', true)])).toEqual([])
  })
})

describe('imports against the direction of the walls', () => {
  const plan: Plan = {
    rooms: ['contract', 'hall-server', 'kiosk', 'e2e', 'e2e/harness'],
    walls: [
      { folder: 'contract', imports: [] },
      { folder: 'hall-server/src', imports: ['contract'], closed: ['web'] },
    ],
    layers: [{ files: 'hall-server/src/core/**', never: ['hall-server/src/!(core)/**'], why: '' }],
    testing: ['harness'],
  }
  test.each([
    ['another room that the wall leaves open', 'hall-server/src/a.ts', 'contract/src/index.ts', false],
    ['another room that it closes', 'contract/src/a.ts', 'hall-server/src/a.ts', true],
    ['a closed part of the same room', 'hall-server/src/a.ts', 'hall-server/web/a.ts', true],
    ['the harness in a test', 'contract/src/a.test.ts', 'e2e/harness/src/random.ts', false],
    ['the harness in the product', 'contract/src/a.ts', 'e2e/harness/src/random.ts', true],
    ['core in a capability', 'hall-server/src/queue/a.ts', 'hall-server/src/core/a.ts', false],
    ['a capability in core', 'hall-server/src/core/a.ts', 'hall-server/src/queue/a.ts', true],
    ['a capability in a test of core', 'hall-server/src/core/a.test.ts', 'hall-server/src/queue/a.ts', false],
    ['anything in a room without walls', 'e2e/flows/a.ts', 'hall-server/src/a.ts', false],
  ])('%s', (_what, from, to, isUpward) => {
    expect(upwardOf([edge(from, to, true)], plan)).toHaveLength(isUpward ? 1 : 0)
  })
})

test('lengths of files, their middle and their long end', () => {
  expect(linesOf({ path: 'a.ts', text: 'one\ntwo\n' })).toBe(2)
  expect(quantile([5, 1, 3], 0.5)).toBe(3)
  expect(quantile([...Array(100).keys()], 0.95)).toBe(95)
})
