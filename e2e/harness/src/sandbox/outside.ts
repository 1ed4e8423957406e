import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from '../paths.ts'
import { startReady } from '../process/index.ts'
import type { Program } from '../process/index.ts'
import { ACQUIRER_TEST_SETTINGS } from './acquirer/index.ts'
import { askControl } from './kit/index.ts'

/** Everything outside a hall that payments need, each a process of its own. */
export const OUTSIDE = ['utility', 'alipay', 'wechat', 'unionpay', 'acquirer'] as const
export type OutsideName = (typeof OUTSIDE)[number]

type Ports = { port: number; control: number; billPort?: number }

export type Outside = {
  /** File for `--payment-systems` of the hall server. */
  systemsFile: string
  ports: Readonly<Record<OutsideName, Ports>>
  /** Has a sandbox do or tell something; see its actions. */
  ask<Answer = unknown>(name: OutsideName, action: string, body?: unknown): Promise<Answer>
  stop(): Promise<void>
}

export type OutsideOptions = {
  /** Keys and settings are kept here. */
  folder: string
  /** Where the hall takes notices of channels: `http://127.0.0.1:8080`. */
  hall: string
  /** Terminals that take cards: kiosks and counters. */
  terminals: readonly string[]
  /** Waits that the hall has agreed with channels and the utility (`paymentSystems.waits`). */
  waits?: Readonly<Record<string, unknown>>
  /** Settings of UnionPay besides what is needed to reach it. */
  settings?: { unionpay?: object }
  /** Environment of the sandboxes: a clock of their own. */
  env?: NodeJS.ProcessEnv
  /** Settings of channels that are other than usual, by channel: how long a host may take. */
  channels?: Readonly<Record<string, object>>
  /** Starts a program and resolves with what it says of its ports (`portsIn`). Default: as a program of this process. */
  start?: (name: OutsideName, args: string[]) => Promise<Ports>
}

/** Of the folder: who wants to drive sandboxes that somebody else started looks there. */
const PORTS_FILE = 'ports.json'

const ALIPAY = { appId: '2021000000000001', sellerId: '2088000000000001' }

/** Starts all sandboxes, and writes what a hall has to know of them. */
export async function startOutside(options: OutsideOptions): Promise<Outside> {
  const { folder } = options
  const programs: Program[] = []
  const start = options.start ?? ((name, args) => startSandbox(name, args, { programs, env: options.env }))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const argsOf = sandboxArgs(options)
  const started = OUTSIDE.map(async (name) => [name, await start(name, argsOf[name])] as const)
  const ports = Object.fromEntries(await Promise.all(started)) as Outside['ports']
  const systemsFile = join(folder, 'payment-systems.json')
  const systems = systemsOf(options, ports)
  for (const [name, settings] of Object.entries(options.channels ?? {}))
    systems.channels[name] = { ...systems.channels[name], ...settings }
  writeFileSync(systemsFile, JSON.stringify(systems, null, 2), { mode: 0o600 })
  writeFileSync(join(folder, PORTS_FILE), JSON.stringify(ports, null, 2))
  return {
    ...{ systemsFile, ports },
    ask: (name, action, body) => askControl(ports[name].control, action, body),
    stop: async () => void (await Promise.all(programs.map((program) => program.stop()))),
  }
}

/** Where sandboxes that were started with this folder listen. Throws where none were. */
export function portsOf(folder: string): Outside['ports'] {
  return JSON.parse(readFileSync(join(folder, PORTS_FILE), 'utf8')) as Outside['ports']
}

/** Path of the program that is a sandbox. */
export function sandboxScript(name: OutsideName): string {
  return inRoot(`e2e/harness/src/sandbox/${name}/main.ts`)
}

async function startSandbox(
  name: OutsideName,
  args: string[],
  { programs, env }: { programs: Program[]; env: NodeJS.ProcessEnv | undefined },
): Promise<Ports> {
  const script = [sandboxScript(name), ...args]
  const program = await startReady({ name, args: script, pick: portsIn, ...(env ? { env } : {}) })
  programs.push(program)
  return program.ready
}

/** The line by which a sandbox says where it listens. */
export function portsIn(line: string): Ports | undefined {
  if (!line.startsWith('{"sandbox"')) return undefined
  return JSON.parse(line) as Ports
}

function sandboxArgs({ folder, terminals }: OutsideOptions): Record<OutsideName, string[]> {
  const file = (name: string): string => join(folder, name)
  for (const name of ['wechat', 'unionpay']) mkdirSync(file(name), { recursive: true, mode: 0o700 })
  const app = keyPair()
  const alipay = keyPair()
  writeSecret(file('alipay-app.key'), app.privateKey)
  writeSecret(file('alipay-app.pub'), app.publicKey)
  writeSecret(file('alipay.key'), alipay.privateKey)
  writeSecret(file('alipay.pub'), alipay.publicKey)
  writeSecret(file('mac-master.key'), ACQUIRER_TEST_SETTINGS.macMasterKey)
  return {
    utility: setting({ keyFile: file('utility-key.json') }),
    alipay: setting({
      ...ALIPAY,
      ...{ appPublicKey: file('alipay-app.pub'), privateKey: file('alipay.key') },
    }),
    wechat: setting({ folder: file('wechat') }),
    unionpay: setting({ folder: file('unionpay') }),
    acquirer: setting({ terminals: terminals.map(terminalNo).join(','), workingKeys: 'renewed' }),
  }
}

function setting(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['--set', `${name}=${value}`])
}

function keyPair(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

function writeSecret(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 })
}

/** Acquirers number terminals by eight digits; ours are numbered in their order. */
function terminalNo(_id: string, index: number): string {
  return String(10_000_001 + index)
}

type Systems = { billing: object; channels: Record<string, object> }

function systemsOf(
  { folder, hall, terminals, waits, settings }: OutsideOptions,
  ports: Outside['ports'],
): Systems {
  const at = (name: OutsideName): string => `http://127.0.0.1:${ports[name].port}`
  const notices = (channel: string): string => `${hall}/api/payments/notices/${channel}`
  const told = (name: string): object =>
    JSON.parse(readFileSync(join(folder, name, 'settings.json'), 'utf8')) as object
  return {
    billing: { address: at('utility'), keyFile: 'utility-key.json', agentCode: 'H1', timeoutMs: 5_000 },
    channels: {
      alipay: {
        ...ALIPAY,
        gateway: `${at('alipay')}/gateway.do`,
        ...{
          privateKeyFile: 'alipay-app.key',
          alipayPublicKeyFile: 'alipay.pub',
          notifyUrl: notices('alipay'),
        },
      },
      wechat: { ...told('wechat'), baseUrl: at('wechat'), notifyUrl: notices('wechat') },
      unionpay: {
        ...inFolder(told('unionpay'), 'unionpay'),
        backUrl: notices('unionpay'),
        ...settings?.unionpay,
      },
      bankCard: {
        ...{ host: '127.0.0.1', port: ports.acquirer.port, merchantNo: ACQUIRER_TEST_SETTINGS.merchantNo },
        reversalReference: 'original',
        terminals: Object.fromEntries(
          terminals.map((id, index) => [
            id,
            { terminalNo: terminalNo(id, index), macMasterKeyFile: 'mac-master.key' },
          ]),
        ),
        bill: { url: `http://127.0.0.1:${ports.acquirer.billPort ?? ports.acquirer.control}/{name}` },
      },
    },
    ...(waits ? { waits } : {}),
  }
}

/** Names of files in settings that were written for another folder. */
function inFolder(settings: object, folder: string): object {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]: [string, unknown]) => {
      if (name.endsWith('File') && typeof value === 'string') return [name, join(folder, value)]
      if (name.endsWith('Files') && Array.isArray(value))
        return [name, value.map((one) => join(folder, String(one)))]
      return [name, value]
    }),
  )
}
