import * as contract from '@service-hall/hall-server/billing-contract'
import type { Operation } from '@service-hall/hall-server/billing-contract'
import { z } from 'zod'
import { BILLING_GUIDE } from './billing-guide.ts'
import type { Json } from './schemas.ts'
import { sentencesOf } from './sentences.ts'

const { CODES, HEADERS, OPERATIONS, TECHNICAL_CODES } = contract
const ALL_CODES: Readonly<Record<string, { status: number; means: string }>> = {
  ...CODES,
  ...TECHNICAL_CODES,
}

const registry = z.registry<{ id: string }>()
const names = new Map<z.ZodType, string>()
for (const [name, value] of Object.entries<unknown>(contract)) {
  if (!(value instanceof z.ZodType)) continue
  names.set(value, name)
  registry.add(value, { id: name })
}

/** What a utility has to offer a hall, for its integration team, as OpenAPI 3.1. */
export function billingOpenapi(): Json {
  const paths: Record<string, Json> = {}
  for (const [name, operation] of Object.entries<Operation>(OPERATIONS))
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: described(name, operation),
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Service Hall: the billing system of a utility',
      version: '1',
      description: BILLING_GUIDE,
    },
    security: [{ token: [] }],
    paths,
    components: {
      schemas: schemas(),
      parameters: signedHeaders(),
      headers: answerHeaders(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'Agreed between utility and hall, 32 to 256 printable characters.',
        },
      },
    },
  }
}

function schemas(): Json {
  const sentences = sentencesOf('hall-server/src/billing/rest-contract')
  const made = z.toJSONSchema(registry, { io: 'input', uri: refTo }).schemas as Record<string, Json>
  const entries = Object.entries(made).map(([name, { $schema: _schema, $id: _id, id: _name, ...schema }]) => {
    const description = sentences.get(name)
    return [name, description === undefined ? schema : { description, ...schema }] as const
  })
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`
}

function schemaOf(schema: z.ZodType): Json {
  const name = names.get(schema)
  if (name === undefined) throw new Error('only schemas that the contract exports by name can be described')
  return { $ref: refTo(name) }
}

function described(name: string, operation: Operation): Json {
  const { does, meaning, idempotency, withinMs, tries, request, example } = operation
  return {
    operationId: name,
    summary: does,
    description: `${meaning}\n\n**Idempotency.** ${idempotency}\n\n**Time.** Answered within ${withinMs / 1_000} s; the hall asks at most ${tries} times, then takes the outcome for unknown.`,
    'x-idempotency': idempotency,
    'x-within-ms': withinMs,
    'x-tries': tries,
    parameters: [
      ...Object.keys(signedHeaders()).map((header) => ({ $ref: `#/components/parameters/${header}` })),
      ...parametersOf(operation.params, 'path'),
      ...parametersOf(operation.query, 'query'),
    ],
    ...(request && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(request), example: example.request } },
      },
    }),
    responses: { ...answered(name, operation), ...refusals(operation) },
  }
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {} } = z.toJSONSchema(schema)
  return Object.entries(properties).map(([name, one]) => ({ name, in: place, required: true, schema: one }))
}

function answered(name: string, { answer, example }: Operation): Json {
  const headers = Object.fromEntries(
    Object.keys(answerHeaders()).map((header) => [header, { $ref: `#/components/headers/${header}` }]),
  )
  if (name !== 'statement')
    return {
      200: {
        description: 'The answer.',
        headers,
        content: { 'application/json': { schema: schemaOf(answer), example: example.answer } },
      },
    }
  const line = { oneOf: [schemaOf(answer), schemaOf(contract.StatementEnd)] }
  return {
    200: {
      description: 'The statement, one line each; signed in its last one.',
      content: { 'application/x-ndjson': { schema: line, example: example.answer } },
    },
    202: { description: 'The day is not closed yet, or its statement is still being made.', headers },
  }
}

/** The noes of an operation by status, final ones and those that say nothing. */
function refusals({ codes }: Operation): Json {
  const byStatus: Record<number, string[]> = {}
  for (const code of [...codes, ...Object.keys(TECHNICAL_CODES)])
    (byStatus[ALL_CODES[code]?.status ?? 500] ??= []).push(code)
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, some]) => [
      status,
      {
        description: some.map((code) => `\`${code}\`: ${ALL_CODES[code]?.means}`).join(' '),
        'x-codes': some,
        content: {
          'application/json': {
            schema: schemaOf(contract.BillingError),
            example: { code: some[0], message: 'for engineers' },
          },
        },
      },
    ]),
  )
}

function signedHeaders(): Record<string, Json> {
  const header = (name: string, description: string, pattern: string): Json => ({
    ...{ name, in: 'header', required: true, description },
    schema: { type: 'string', pattern },
  })
  return {
    agent: header(HEADERS.agent, 'Code of the hall at the utility (代收网点).', '^[0-9A-Za-z_-]{1,40}$'),
    timestamp: header(HEADERS.timestamp, 'When it was signed, epoch ms.', '^[0-9]{1,15}$'),
    nonce: header(HEADERS.nonce, 'Random, used once.', '^[0-9a-f]{32}$'),
    signature: header(HEADERS.signature, 'HMAC-SHA256 of the request; see above.', '^[0-9a-f]{64}$'),
  }
}

function answerHeaders(): Record<string, Json> {
  return {
    [HEADERS.answeredAt]: {
      description: 'When the answer was signed, epoch ms.',
      required: true,
      schema: { type: 'string', pattern: '^[0-9]{1,15}$' },
    },
    [HEADERS.answerSignature]: {
      description: 'HMAC-SHA256 of the answer; see above.',
      required: true,
      schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    },
  }
}
