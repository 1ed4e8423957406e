// All faults of one entry, a cell a line: node run-entry.ts FILE TITLE [--every] [--fault NAME]
// A process of its own, so that a driver that crashes it shows, and harms no other entry.
import { parseArgs } from 'node:util'
import type { Account } from './account.ts'
import { cellOf, exempt } from './cell.ts'
import type { Cell } from './cell.ts'
import { findEntry } from './entries.ts'
import { FAULTS } from './faults.ts'
import type { Fault, FaultName } from './faults.ts'
import { Rig } from './rig.ts'
import { cutsOf, unplugAt } from './unplug.ts'

const { values, positionals } = parseArgs({
  options: { every: { type: 'boolean', default: false }, fault: { type: 'string' } },
  allowPositionals: true,
})
const [file = '', title = ''] = positionals
const entry = await findEntry(file, title)
const rig = await Rig.start({ file, entry })
process.on('unhandledRejection', (error) => rig.complaints.push(`unhandled rejection: ${String(error)}`))
process.on('uncaughtException', (error) => rig.complaints.push(`uncaught exception: ${String(error)}`))

for (const [name, { needsReply = false, run }] of Object.entries<Fault>(FAULTS)) {
  await tell(name as FaultName, needsReply, async () => [await run(rig)])
}
await tell('unplugRequest', false, () => unplugged('request'), rig.sizes.request)
await tell('unplugReply', true, () => unplugged('reply'), rig.sizes.reply)
await rig.stop()
process.exit()

async function tell(
  name: FaultName,
  needsReply: boolean,
  run: () => Promise<Account[]>,
  points = 1,
): Promise<void> {
  if (values.fault !== undefined && values.fault !== name) return
  const reason = entry.without?.[name] ?? impossible(name, needsReply)
  if (reason !== undefined) return print(exempt(title, name, reason))
  const accounts = await accountsOf(run)
  print(cellOf(title, name, accounts, rig.complaints.splice(0), points))
}

function impossible(name: FaultName, needsReply: boolean): string | undefined {
  if (needsReply && rig.sizes.reply === 0) return 'it never answers'
  return name === 'unplugRequest' && rig.sizes.request === 0 ? 'it is asked nothing' : undefined
}

function print(cell: Cell): void {
  process.stdout.write(`${JSON.stringify(cell)}\n`)
}

async function accountsOf(run: () => Promise<Account[]>): Promise<Account[]> {
  try {
    return await run()
  } catch (error) {
    rig.complaints.push(error instanceof Error ? error.message : String(error))
    return []
  }
}

async function unplugged(side: 'request' | 'reply'): Promise<Account[]> {
  const accounts: Account[] = []
  for (const bytes of cutsOf(rig.sizes[side], values.every)) accounts.push(await unplugAt(rig, side, bytes))
  return accounts
}
