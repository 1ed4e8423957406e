import { UTILITY_KEY, askControl, startUtility } from '@service-hall/harness/sandbox'
import type { UtilityAccount, UtilityAccountName, UtilityOptions } from '@service-hall/harness/sandbox'
import { systemClock } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import { onTestFinished } from 'vitest'
import { createHttpBilling } from '../../src/billing/http-client.ts'
import type { Billing, BillingAnswer, WriteOffOrder } from '../../src/billing/port.ts'

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export type UtilityAtHand = {
  port: number
  billing: Billing
  control: <Answer = unknown>(action: string, body?: unknown) => Promise<Answer>
  known: (name: UtilityAccountName) => Promise<UtilityAccount>
  fault: (
    at: string,
    does: string,
    more?: { times?: number; after?: number; ms?: number },
  ) => Promise<unknown>
}

export type ClientOptions = {
  timeoutMs?: number
  clock?: Clock
  key?: string
  agentCode?: string
  ca?: string
}

/** A client of whatever listens there; retries come at once unless the clock is given. */
export async function aClient(address: string, options: ClientOptions = {}): Promise<Billing> {
  const { timeoutMs = 5_000, clock = hasty, key = JSON.stringify(UTILITY_KEY), agentCode = 'H001' } = options
  const readSecret = async (path: string): Promise<string> => (path === 'key.json' ? key : (options.ca ?? ''))
  const settings = {
    ...{ address, keyFile: 'key.json', timeoutMs, agentCode },
    ...(options.ca !== undefined && { caFile: 'ca.pem' }),
  }
  const billing = await createHttpBilling(settings, { clock, log: SILENT, readSecret })
  onTestFinished(() => billing.stop?.())
  return billing
}

/** Time limits hold; pauses between tries are a hundredth. */
const hasty: Clock = {
  ...systemClock,
  after: (ms, task) => systemClock.after(ms === 300 || ms === 1_500 ? ms / 100 : ms, task),
}

/** A sandbox utility of 400 accounts, and a client of it. Both end with the test. */
export async function aUtility(
  options: UtilityOptions = {},
  client: ClientOptions = {},
): Promise<UtilityAtHand> {
  const sandbox = await startUtility({ accounts: 400, ...options })
  onTestFinished(() => sandbox.close())
  const billing = await aClient(`${options.tls ? 'https' : 'http'}://127.0.0.1:${sandbox.port}`, client)
  const control = <Answer>(action: string, body?: unknown): Promise<Answer> =>
    askControl<Answer>(sandbox.control, action, body)
  return {
    ...{ port: sandbox.port, billing, control },
    known: async (name) => (await control<Record<UtilityAccountName, UtilityAccount>>('wellKnown'))[name],
    fault: (at, does, { times = 1, ...more } = {}) => control('faults', [{ at, does, times, ...more }]),
  }
}

/** The value of an answer that is ok; throws the others. */
export async function got<Value>(answer: Promise<BillingAnswer<Value>>): Promise<Value> {
  const given = await answer
  if (given.is !== 'ok') throw new Error(JSON.stringify(given))
  return given.value
}

let count = 0
/** A key that no test has used. */
export function aKey(): string {
  count += 1
  return `key-${String(count).padStart(8, '0')}`
}

/** Pays these bills as a kiosk does. */
export function anOrder(
  account: Pick<UtilityAccount, 'accountNo' | 'bills'>,
  more: Partial<WriteOffOrder> = {},
): WriteOffOrder {
  return {
    key: aKey(),
    accountNo: account.accountNo,
    bills: account.bills.map(({ billId, dueFen }) => ({ billId, fen: dueFen })),
    creditFen: 0,
    paidAt: Date.now(),
    channel: 'alipay',
    hallId: 'north-gate',
    terminalId: 'kiosk-1',
    ...more,
  }
}
