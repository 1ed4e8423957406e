import { readFileSync } from 'node:fs'
import { GRANTS, HALL_ROUTES, REFUSALS, emptyView, everyFact } from '@service-hall/contract'
import { inRoot } from '@service-hall/harness/paths'
import { expect, test } from 'vitest'
import { hallAsyncapi } from './api-docs/asyncapi.ts'
import { apiDocs } from './api-docs/files.ts'
import { hallOpenapi } from './api-docs/openapi.ts'
import { refsIn } from './api-docs/schemas.ts'

type Node = { [key: string]: Node }

const openapi = hallOpenapi() as Node
const asyncapi = hallAsyncapi() as Node

test('the descriptions in docs/api are what the contract says (npm run api-docs)', async () => {
  for (const [path, text] of await apiDocs())
    expect(readFileSync(inRoot(path), 'utf8') === text, path).toBe(true)
})

test.each([
  ['OpenAPI', openapi],
  ['AsyncAPI', asyncapi],
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

test('every route is described, and each refusal it names is a known one', () => {
  const operations = Object.values(openapi['paths']!).flatMap((path) => Object.values(path))
  expect(operations).toHaveLength(HALL_ROUTES.length)
  const codes = operations.flatMap(({ responses }) =>
    Object.values(responses!).flatMap((response) => (response['x-refusals'] ?? []) as unknown as string[]),
  )
  expect(codes.length).toBeGreaterThan(HALL_ROUTES.length)
  expect(codes.filter((code) => !Object.hasOwn(REFUSALS, code))).toEqual([])
})
