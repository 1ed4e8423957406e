import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StationCode } from '@service-hall/harness/hall'
import { UTILITY_KEY, askControl, startUtility } from '@service-hall/harness/sandbox'
import type { UtilityAccount } from '@service-hall/harness/sandbox'
import { writeBenchHall } from '../../lib/bench-hall.ts'

/** A bill as an order names it. */
export type Bill = { billId: string; month: string; fen: number }
/** An account whose customers may pay ahead, and what is owed. */
export type Account = { accountNo: string; bills: Bill[] }
type WriteOff = { key: string; answer: { fen: number }; reversal: object | null }

export type PayingHall = {
  configFile: string
  /** File for `--payment-systems`. */
  paymentSystems: string
  kiosks: (StationCode & { id: string })[]
  accounts: Account[]
  /** What the utility wrote off by its own books. */
  writeOffs(): Promise<WriteOff[]>
  close(): Promise<void>
}

/** Name of a kiosk's cash box. */
export const boxOf = (kiosk: string): string => `${kiosk}-cash`

/** A hall whose kiosks take notes, and the utility that it writes off at, with made accounts of a seed. */
export async function openPayingHall(
  folder: string,
  { kiosks, accounts, seed }: { kiosks: number; accounts: number; seed: number },
): Promise<PayingHall> {
  const hall = await writeBenchHall(folder, { counters: 1, kiosks })
  const file = JSON.parse(await readFile(hall.file, 'utf8')) as { devices: object[] }
  const boxes = hall.kiosks.map(({ id }) => ({
    ...{ id: boxOf(id), kind: 'cashAcceptor', profile: 'id003', station: id },
    ...{ name: { zh: '钞箱', en: 'Cash box' }, link: { url: 'tcp://127.0.0.1:9' } },
  }))
  const payments = { ways: [{ channel: 'cash', uses: ['cash'] }] }
  await writeFile(hall.file, JSON.stringify({ ...file, payments, devices: [...file.devices, ...boxes] }))
  const utility = await startUtility({ seed, accounts: 10 * accounts })
  const ask = <Answer>(action: string, body?: unknown) => askControl<Answer>(utility.control, action, body)
  await writeFile(join(folder, 'utility-key.json'), JSON.stringify(UTILITY_KEY), { mode: 0o600 })
  const paymentSystems = join(folder, 'payment-systems.json')
  const address = `http://127.0.0.1:${utility.port}`
  const billing = { address, keyFile: 'utility-key.json', agentCode: 'H1', timeoutMs: 5_000 }
  await writeFile(paymentSystems, JSON.stringify({ billing, channels: {} }))
  const wanted = { mode: 'postpaid', grade: 'A', owing: true, limit: accounts }
  const found = await ask<UtilityAccount[]>('accounts', wanted)
  return {
    ...{ configFile: hall.file, paymentSystems, kiosks: hall.kiosks },
    accounts: found.map(accountOf),
    writeOffs: () => ask<WriteOff[]>('writeOffs'),
    close: () => utility.close(),
  }
}

function accountOf({ accountNo, bills }: UtilityAccount): Account {
  // Ids of the sandbox's bills end in their month, oldest first.
  const owed = bills.map(({ billId, dueFen }) => {
    const [, year, month] = /(\d{4})(\d{2})$/.exec(billId) ?? []
    return { billId, month: `${year}-${month}`, fen: dueFen }
  })
  return { accountNo, bills: owed }
}
