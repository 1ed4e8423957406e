import { readFileSync } from 'node:fs'
import { CONSOLE_ROUTES, GRANTS, HALL_ROUTES, REFUSALS, emptyView, everyFact } from '@service-hall/contract'
import { inRoot } from '@service-hall/harness/paths'
import { expect, test } from 'vitest'
import { billingOpenapi } from './api-docs/billing-openapi.ts'
import { hallAsyncapi } from './api-docs/asyncapi.ts'
import { consoleOpenapi } from './api-docs/console-openapi.ts'
import { apiDocs } from './api-docs/files.ts'
import { hallOpenapi } from './api-docs/openapi.ts'
import { refsIn } from './api-docs/schemas.ts'

type Node = { [key: string]: Node }

const openapi = hallOpenapi() as Node
const asyncapi = hallAsyncapi() as Node
const hub = consoleOpenapi() as Node
const billing = billingOpenapi() as Node

test('the descriptions in docs/api are what the contract says (npm run api-docs)', async () => {
  for (const [path, text] of await apiDocs())
    expect(readFileSync(inRoot(path), 'utf8') === text, path).toBe(true)
})

test.each([
  ['OpenAPI', openapi],
  ['AsyncAPI', asyncapi],
  ['hub’s OpenAPI', hub],
  ['billing system’s OpenAPI', billing],
])('every reference of the %s description resolves', (_name, description) => {
  const refs = refsIn(description)
  expect(refs.length).toBeGreaterThan(10)
  for (const ref of refs) {
    const target = ref
      .slice(2)
      .split('/')
      .reduce<Node | undefined>((at, key) => at?.[key], description)
    expect(target, ref).toBeDefined()
    expect(ref.startsWith('#/'), ref).toBe(true)
  }
})

test('every command is described, with who may send it', () => {
  const described = Object.entries(asyncapi['operations']!).filter(([name]) => name.includes('.'))
  expect(described.map(([name]) => name)).toEqual(Object.keys(GRANTS).sort())
  for (const [type, senders] of Object.entries(GRANTS))
    expect(asyncapi['channels']!['hall']!['messages']![type]!['x-senders'], type).toEqual(senders)
})

test('every fact is described, with who sees it', () => {
  for (const { type } of everyFact)
    expect(asyncapi['components']!['schemas']![type]?.['x-seen-by'], type).toContain('administrator')
})

test('every part of the view is described', () => {
  const { properties } = asyncapi['components']!['schemas']!['SnapshotEnvelope']!
  expect(Object.keys(properties!['view']!['properties']!).sort()).toEqual(Object.keys(emptyView()).sort())
})

test.each([
  ['hall', openapi, HALL_ROUTES.length],
  ['hub', hub, CONSOLE_ROUTES.length],
])(
  'every route of the %s is described, and each refusal it names is a known one',
  (_name, description, count) => {
    const operations = Object.values(description['paths']!).flatMap((path) => Object.values(path))
    expect(operations).toHaveLength(count)
    const ids = operations.map(({ operationId }) => operationId as unknown as string)
    expect(new Set(ids).size).toBe(count)
    const codes = operations.flatMap(({ responses }) =>
      Object.values(responses!).flatMap((response) => (response['x-refusals'] ?? []) as unknown as string[]),
    )
    expect(codes.length).toBeGreaterThan(count)
    expect(codes.filter((code) => !Object.hasOwn(REFUSALS, code))).toEqual([])
  },
)

test('the answers of the hub are described by their types: optional, null, lists, choices and words', () => {
  const { ClosedSeen, AlertSeen, HallLine } = hub['components']!['schemas']!
  expect(ClosedSeen!['required']).toContain('setVersion')
  expect(ClosedSeen!['properties']!['tier']).toEqual({
    anyOf: [{ type: 'null' }, { type: 'string', enum: ['A', 'B', 'C', 'D'] }],
  })
  expect(AlertSeen!['properties']!['steps']).toEqual({ type: 'array', items: { type: 'string' } })
  expect(HallLine!['description']).toContain('never seen in this run')
})
