import type { IncomingMessage } from 'node:http'
import { pause } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { z } from 'zod'
import { Connection } from './client/connection.ts'
import type { Answered, Opened, Question, Silent } from './client/connection.ts'
import {
  faultOfAccounts,
  faultOfBills,
  faultOfKeyResult,
  faultOfSale,
  faultOfUsage,
  faultOfWriteOff,
} from './client/checks.ts'
import { statementLines } from './client/statement.ts'
import { AccountQuery, BillingError, OPERATIONS } from './rest-contract/index.ts'
import type { Operation, OperationName } from './rest-contract/index.ts'
import type { Billing, BillingAnswer, BillingCode, Unsure } from './port.ts'
import { readBillingKey } from './settings.ts'
import type { BillingSettings } from './settings.ts'

/** Waits before the second try and the third, ms. */
const RETRY_MS = [300, 1_500] as const

export type BillingTools = {
  clock: Clock
  log: Log
  /** Reads a key or certificate of the settings. */
  readSecret: (path: string) => Promise<string>
}

/** What is put to an operation. */
type Asked<Name extends OperationName> = {
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  body?: unknown
  /** What is wrong with an answer that has the right shape. */
  fault?: (answer: z.output<(typeof OPERATIONS)[Name]['answer']>) => string | null
}

/**
 * The utility's billing system over HTTP, as docs/api/billing-openapi.yaml describes it. Every call ends: an operation's
 * tries, each within its time. An answer that is not signed by the utility, or says what cannot be, is `unsure`.
 * Throws at once when the key file cannot be read, and for orders that the contract has no room for.
 */
export async function createHttpBilling(settings: BillingSettings, tools: BillingTools): Promise<Billing> {
  const key = readBillingKey(await tools.readSecret(settings.keyFile))
  const ca = settings.caFile === undefined ? undefined : await tools.readSecret(settings.caFile)
  const connection = new Connection(settings.address, settings.agentCode, key, tools.clock, ca)
  return new HttpBilling(connection, settings.timeoutMs, tools)
}

class HttpBilling implements Billing {
  readonly #connection: Connection
  readonly #timeoutMs: number
  readonly #tools: BillingTools
  #isStopped = false

  constructor(connection: Connection, timeoutMs: number, tools: BillingTools) {
    this.#connection = connection
    this.#timeoutMs = timeoutMs
    this.#tools = tools
  }

  async findAccounts(query: Parameters<Billing['findAccounts']>[0]) {
    // What a customer typed or a scanner read may be anything; what has no such form is no account's.
    if (!AccountQuery.safeParse(query).success) return refused('accountUnknown')
    const answer = await this.#ask('findAccounts', {
      body: query,
      fault: ({ accounts }) => faultOfAccounts(accounts, query),
    })
    return mapped(answer, ({ accounts }) => accounts)
  }

  async bills(accountNo: string) {
    const now = this.#tools.clock.now()
    const answer = await this.#ask('bills', {
      params: { accountNo },
      fault: ({ bills }) => faultOfBills(bills, accountNo, now),
    })
    return mapped(answer, ({ bills }) => bills)
  }

  async usage(accountNo: string, months: number) {
    const now = this.#tools.clock.now()
    const answer = await this.#ask('usage', {
      params: { accountNo },
      query: { months: String(months) },
      fault: (told) => faultOfUsage(told.months, months, now),
    })
    return mapped(answer, (told) => told.months)
  }

  tariff(accountNo: string) {
    return this.#ask('tariff', { params: { accountNo } })
  }

  writeOff({ key, ...body }: Parameters<Billing['writeOff']>[0]) {
    const fault = (answer: Parameters<typeof faultOfWriteOff>[0]) => faultOfWriteOff(answer, { key, ...body })
    return this.#ask('writeOff', { params: { key }, body, fault })
  }

  findWriteOff(key: string) {
    return this.#ask('findWriteOff', { params: { key } })
  }

  reverseWriteOff({ key, ...body }: Parameters<Billing['reverseWriteOff']>[0]) {
    return this.#ask('reverseWriteOff', { params: { key }, body })
  }

  invoiceTitle(accountNo: string) {
    return this.#ask('invoiceTitle', { params: { accountNo } })
  }

  requestInvoice({ key, ...body }: Parameters<Billing['requestInvoice']>[0]) {
    return this.#ask('requestInvoice', { params: { key }, body })
  }

  sellToMeterCard({ key, ...body }: Parameters<Billing['sellToMeterCard']>[0]) {
    return this.#ask('sellToMeterCard', {
      params: { key },
      body,
      fault: (sale) => faultOfSale(sale, { key, ...body }),
    })
  }

  meterCardKey(order: Parameters<Billing['meterCardKey']>[0]) {
    const { key, ...body } = order
    return this.#ask('meterCardKey', {
      params: { key },
      body,
      fault: ({ result }) => faultOfKeyResult(result, order),
    })
  }

  meterCardRead({ key, ...body }: Parameters<Billing['meterCardRead']>[0]) {
    return this.#ask('meterCardRead', { params: { key }, body })
  }

  async statement(day: string): Promise<Awaited<ReturnType<Billing['statement']>>> {
    const operation = OPERATIONS.statement
    const question = questionOf(operation, { params: { day } })
    const ms = this.#limitOf(operation)
    const opened = await this.#tried(
      'statement',
      () => this.#connection.open(question, ms),
      ({ message }) => faultOfHead(message),
    )
    if (opened.is === 'unsure') return opened
    if (opened.message.statusCode === 200) {
      const { clock } = this.#tools
      return { is: 'ok', value: statementLines(opened, day, this.#connection, { clock, idleMs: ms }) }
    }
    opened.end()
    return { is: 'ok', value: null }
  }

  stop(): void {
    this.#isStopped = true
    this.#connection.stop()
  }

  async #ask<Name extends OperationName>(
    name: Name,
    asked: Asked<Name>,
  ): Promise<BillingAnswer<z.output<(typeof OPERATIONS)[Name]['answer']>>> {
    const operation: Operation = OPERATIONS[name]
    const question = questionOf(operation, asked)
    const ms = this.#limitOf(operation)
    const answered = await this.#tried(
      name,
      () => this.#connection.ask(question, ms),
      ({ status }) => (status >= 500 || status === 429 ? `status ${status}` : null),
    )
    if (answered.is === 'unsure') return answered
    const told = read(operation, answered, asked.fault)
    if (told.is === 'unsure')
      this.#tools.log.warn('billing.answerRefused', { operation: name, why: told.why })
    return told as BillingAnswer<z.output<(typeof OPERATIONS)[Name]['answer']>>
  }

  /** Tries as often as the operation may be; `again` says why an answer is not one to keep. */
  async #tried<Given extends Answered | Opened>(
    name: OperationName,
    once: () => Promise<Given | Silent>,
    again: (given: Given) => string | null,
  ): Promise<Given | Unsure> {
    const { tries } = OPERATIONS[name]
    const { clock, log } = this.#tools
    let why = 'stopped'
    for (let count = 1; count <= tries && !this.#isStopped; count += 1) {
      const given = await once()
      const fault = given.is === 'silent' ? given.why : again(given)
      if (fault === null) return given as Given
      if (given.is === 'open') given.end()
      why = fault
      log.warn('billing.noAnswer', { operation: name, why, count })
      if (count < tries) await pause(clock, RETRY_MS[count - 1] ?? 0)
    }
    return unsure(why)
  }

  #limitOf({ withinMs }: { withinMs: number }): number {
    return Math.min(withinMs, this.#timeoutMs)
  }
}

/** The question as it is sent. Throws for what the contract has no room for: that is a bug of the hall's. */
function questionOf(operation: Operation, { params = {}, query, body }: Asked<OperationName>): Question {
  operation.params?.parse(params)
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const search = query ? `?${new URLSearchParams(query)}` : ''
  const sent = operation.request ? JSON.stringify(operation.request.parse(body)) : ''
  return { method: operation.method, path: `${path}${search}`, body: sent }
}

/** Why a statement does not begin; 202: it is not there yet. */
function faultOfHead({ statusCode, headers }: IncomingMessage): string | null {
  if (statusCode === 202) return null
  if (statusCode !== 200) return `status ${statusCode}`
  return /^application\/x-ndjson\b/.test(headers['content-type'] ?? '') ? null : 'not a statement, status 200'
}

function read(
  operation: Operation,
  { status, body }: Answered,
  fault?: (answer: never) => string | null,
): BillingAnswer<unknown> {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    return unsure(`the answer is no JSON, status ${status}`)
  }
  if (status !== 200) return readRefusal(operation, status, value)
  const { success, data, error } = operation.answer.safeParse(value)
  // Of what is wrong only the place is told: values may be a customer's.
  if (!success) return unsure(`not as the contract says at ${error.issues[0]?.path.join('.') ?? ''}`)
  const wrong = fault?.(data as never) ?? null
  return wrong === null ? { is: 'ok', value: data } : unsure(wrong)
}

function readRefusal({ codes }: Operation, status: number, value: unknown): BillingAnswer<never> {
  const { success, data } = BillingError.safeParse(value)
  if (!success) return unsure(`status ${status} without a code`)
  const code = codes.find((known) => known === data.code)
  return code === undefined ? unsure(`status ${status}, code ${data.code}`) : refused(code)
}

function mapped<From, To>(answer: BillingAnswer<From>, map: (value: From) => To): BillingAnswer<To> {
  return answer.is === 'ok' ? { is: 'ok', value: map(answer.value) } : answer
}

function refused(code: BillingCode): { is: 'refused'; code: BillingCode } {
  return { is: 'refused', code }
}

function unsure(why: string): Unsure {
  return { is: 'unsure', why }
}
