import { createHash, createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inRoot } from '@service-hall/harness/paths'
import { UTILITY_KEY } from '@service-hall/harness/sandbox'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { aKey, aUtility, anOrder } from '../../test/billing/utility.ts'
import { OPERATIONS, requestSignature } from './rest-contract/index.ts'
import type { Operation } from './rest-contract/index.ts'

// The document as a stranger reads it: nothing here but the document and its own words on signing.

type Schema = { [key: string]: unknown }
type Described = {
  operationId: string
  parameters: { name?: string; in?: string; $ref?: string; schema?: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema; example: unknown }> }
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: Schema; example: unknown }> }
  >
}
const document = parse(readFileSync(inRoot('docs/api/billing-openapi.yaml'), 'utf8')) as {
  info: { description: string }
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema>; parameters: Record<string, unknown> }
}
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]) => ({ path, method: method.toUpperCase(), ...one })),
)

/** A validator made from the document alone. */
function validatorOf(schema: Schema): z.ZodType {
  const moved = JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll(
    '#/components/schemas/',
    '#/$defs/',
  )
  return z.fromJSONSchema(JSON.parse(moved) as Parameters<typeof z.fromJSONSchema>[0])
}

const sha256 = (body: string): string => createHash('sha256').update(body).digest('hex')
const hmac = (lines: string[]): string =>
  createHmac('sha256', Buffer.from(UTILITY_KEY.secret, 'base64')).update(lines.join('\n')).digest('hex')

/** Asks as the document says; what comes back has to be what it says. */
async function ask(port: number, id: string, target: string, sent?: unknown): Promise<[number, unknown]> {
  const operation = described.find(({ operationId }) => operationId === id)!
  const body = sent === undefined ? '' : JSON.stringify(sent)
  if (sent !== undefined) validatorOf(operation.requestBody!.content['application/json']!.schema).parse(sent)
  const [timestamp, nonce] = [String(Date.now()), randomBytes(16).toString('hex')]
  const signature = hmac(['H001', operation.method, target, timestamp, nonce, sha256(body)])
  const response = await fetch(`http://127.0.0.1:${port}${target}`, {
    method: operation.method,
    ...(sent === undefined ? {} : { body }),
    headers: {
      authorization: `Bearer ${UTILITY_KEY.token}`,
      'x-hall-agent': 'H001',
      'x-hall-timestamp': timestamp,
      'x-hall-nonce': nonce,
      'x-hall-signature': signature,
    },
    signal: AbortSignal.timeout(30_000),
  })
  const text = await response.text()
  const told = operation.responses[response.status]
  expect(told, `${id} ${response.status}`).toBeDefined()
  const type = response.headers.get('content-type')
  if (type === 'application/x-ndjson') {
    const line = validatorOf(told!.content![type]!.schema)
    const lines = text
      .trimEnd()
      .split('\n')
      .map((one): unknown => JSON.parse(one))
    for (const one of lines) line.parse(one)
    return [response.status, lines]
  }
  const at = response.headers.get('x-billing-timestamp')!
  expect(response.headers.get('x-billing-signature')).toBe(
    hmac([signature, String(response.status), at, sha256(text)]),
  )
  if (!told!.content) return [response.status, null]
  const answer: unknown = JSON.parse(text)
  validatorOf(told!.content['application/json']!.schema).parse(answer)
  return [response.status, answer]
}

test('every operation is in the document once, with what a client needs to ask it', () => {
  expect(described.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(OPERATIONS).sort())
  for (const { path, parameters, responses } of described) {
    const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`)
    expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath)
    const shared = parameters.filter(({ $ref }) => $ref !== undefined)
    expect(shared).toHaveLength(Object.keys(document.components.parameters).length)
    for (const { description } of Object.values(responses)) expect(description.length).toBeGreaterThan(5)
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '500', '503']) as unknown,
    )
  }
})

test('the examples of the document are what its schemas and the contract say', () => {
  for (const { operationId, requestBody, responses } of described) {
    const contents = [requestBody, ...Object.values(responses)].flatMap((one) =>
      Object.values(one?.content ?? {}),
    )
    for (const { schema, example } of contents) validatorOf(schema).parse(example)
    const { request, answer, example }: Operation = OPERATIONS[operationId as keyof typeof OPERATIONS]
    request?.parse(example.request)
    answer.parse(example.answer)
  }
})

test('a request is signed as the document’s example is', () => {
  const { description } = document.info
  const example = requestSignature(Buffer.from('sandbox-utility-secret-32-bytes!'), {
    ...{ agent: 'H001', method: 'GET', target: '/v1/accounts/9900000000010/bills' },
    ...{ timestamp: 1_796_030_460_000, nonce: '00112233445566778899aabbccddeeff', body: '' },
  })
  expect(description).toContain(example)
  expect(description).toContain(UTILITY_KEY.secret)
})

test('the sandbox answers every operation as the document says, yes and no', async () => {
  const { port, known, control } = await aUtility()
  const [three, card] = [await known('threeBills'), await known('meterCard')]
  const account = `/v1/accounts/${three.accountNo}`
  const find = { by: 'accountNo', accountNo: three.accountNo }
  const { key, ...order } = anOrder(three)
  const sale = {
    ...{ accountNo: card.accountNo, meterNo: card.meterNo, cardSerial: card.cardSerial },
    ...{ fen: 5_000, cardCount: 7 },
  }
  const [sold, other] = [aKey(), aKey()]
  const mac = { ask: 'mac', cardSerial: card.cardSerial, challenge: '1f6c09a2' }
  const message = '04d682000c0000138800000008'
  const statuses: number[] = []
  const run = async (...asked: Parameters<typeof ask> extends [number, ...infer Rest] ? Rest : never) =>
    statuses.push((await ask(port, ...asked))[0])
  await run('findAccounts', '/v1/accounts/find', find)
  await run('findAccounts', '/v1/accounts/find', { by: 'accountNo', accountNo: '9900000000000' })
  await run('bills', `${account}/bills`)
  await run('usage', `${account}/usage?months=24`)
  await run('usage', `${account}/usage?months=0`)
  await run('tariff', `${account}/tariff`)
  await run('invoiceTitle', `${account}/invoice-title`)
  await run('writeOff', `/v1/write-offs/${key}`, order)
  await run('writeOff', `/v1/write-offs/${aKey()}`, order)
  await run('findWriteOff', `/v1/write-offs/${key}`)
  await run('findWriteOff', `/v1/write-offs/${aKey()}`)
  await run('requestInvoice', `/v1/invoices/${other}`, { writeOffKey: key })
  await run('requestInvoice', `/v1/invoices/${other}`, { writeOffKey: key })
  const bill = { accountNo: three.accountNo, billId: three.bills.find(({ dueFen }) => dueFen > 0)?.billId }
  await run('requestInvoice', `/v1/invoices/${aKey()}`, bill)
  await run('requestInvoice', `/v1/invoices/${aKey()}`, { ...bill, billId: 'nothing' })
  await run('reverseWriteOff', `/v1/reversals/${aKey()}`, { writeOffKey: key, reason: 'refund' })
  await run('findWriteOff', `/v1/write-offs/${key}`)
  await run('sellToMeterCard', `/v1/meter-card-sales/${sold}`, sale)
  await run('meterCardKey', `/v1/meter-card-sales/${sold}/key-service`, { ...mac, message })
  await run('meterCardKey', `/v1/meter-card-sales/${sold}/key-service`, { ...mac, message: `${message}00` })
  await run('meterCardRead', `/v1/meter-card-sales/${sold}/reading`, { count: 8 })
  const { day } = await control<{ day: string }>('dayEnd')
  const [, lines] = await ask(port, 'statement', `/v1/statements/${day}`)
  expect(lines).toMatchObject([
    { kind: 'writeOff', key, channel: 'alipay' },
    { kind: 'reversal', key },
    { kind: 'writeOff', key: sold, fen: 5_000 },
    { kind: 'end', day, lines: 3 },
  ])
  await run('statement', '/v1/statements/2099-01-01')
  expect(statuses).toEqual([
    ...[200, 404, 200, 200, 400, 200, 200, 200, 409, 200, 404],
    ...[200, 200, 200, 404, 200, 200, 200, 200, 409, 200, 202],
  ])
})
