import { askControl, rsaPair, startAlipaySandbox } from '@service-hall/harness/sandbox'
import type { AlipaySandboxOptions, Fault } from '@service-hall/harness/sandbox'
import { createLog } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'
import { onTestFinished } from 'vitest'
import type { Channel, Charge } from '../../port.ts'
import { alipay } from '../index.ts'

export const APP_ID = '2021000122671234'
export const SELLER_ID = '2088102146225135'

/** Keys are slow to make; no test changes them. */
const MERCHANT = rsaPair()
const ALIPAY = rsaPair()

export type Sandboxed = {
  channel: Channel
  /** Lines of the channel's log. */
  logged: string[]
  gateway: string
  keys: { merchant: typeof MERCHANT; alipay: typeof ALIPAY }
  control: <Answer = unknown>(action: string, body?: unknown) => Promise<Answer>
  fault: (at: string, does: string, more?: Partial<Fault>) => Promise<unknown>
  /** How often scripted faults happened, by `at does`. */
  usedFaults: () => Promise<Record<string, number>>
}

/** Our client and a sandbox of its own, by one clock; both end with the test. */
export async function sandboxed({
  clock,
  sandbox = {},
  settings = {},
}: {
  clock: Clock
  sandbox?: Partial<AlipaySandboxOptions>
  settings?: Record<string, unknown>
}): Promise<Sandboxed> {
  const { port, control, close } = await startAlipaySandbox({
    appId: APP_ID,
    sellerId: SELLER_ID,
    appPublicKey: MERCHANT.publicKey,
    privateKey: ALIPAY.privateKey,
    notices: 'held',
    now: () => clock.now(),
    ...sandbox,
  })
  onTestFinished(close)
  const gateway = `http://127.0.0.1:${port}/gateway.do`
  const logged: string[] = []
  const channel = await alipay.create(
    alipay.settings.parse({
      gateway,
      appId: APP_ID,
      sellerId: SELLER_ID,
      privateKeyFile: 'app.pem',
      alipayPublicKeyFile: 'alipay.pem',
      notifyUrl: 'http://127.0.0.1:9/notice',
      timeoutMs: 10_000,
      ...settings,
    }),
    {
      clock,
      log: createLog((line) => logged.push(line)),
      readSecret: (name) => Promise.resolve(name === 'app.pem' ? MERCHANT.privateKey : ALIPAY.publicKey),
    },
  )
  const ask = <Answer>(action: string, body?: unknown): Promise<Answer> =>
    askControl<Answer>(control, action, body)
  return {
    channel,
    logged,
    gateway,
    keys: { merchant: MERCHANT, alipay: ALIPAY },
    control: ask,
    fault: (at, does, more = {}) => ask('faults', [{ at, does, times: 1, ...more }]),
    usedFaults: () => ask('usedFaults'),
  }
}

let charges = 0

/** A charge of its own, opened now and payable for a minute. */
export function aCharge(clock: Clock, more: Partial<Charge> = {}): Charge {
  charges += 1
  return {
    channelNo: `A${String(charges).padStart(27, '0')}`,
    fen: 12_345,
    subject: '电费',
    openedAt: clock.now(),
    until: clock.now() + 60_000,
    hallId: 'hall-1',
    terminalId: 'kiosk-1',
    ...more,
  }
}
