import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { AccountId, uuid7 } from '@service-hall/contract'
import type { CommandId, HubCommand } from '@service-hall/contract'
import {
  Cipher,
  createLog,
  failedTool,
  firstPassword,
  freshBytes,
  hashPassword,
  keyFile,
  systemClock,
} from '@service-hall/server-kit'
import { AccountVault } from '../hub/access/vault.ts'
import { capabilityMigrations, openRecords } from '../hub/capabilities.ts'
import { openStore } from '../hub/core/store.ts'

const USAGE = `npm run -s hub-password -- --account ID [--data data/hub] [--database postgres://…] [--second-factor]

Makes a first password for an account of the console, also for the only administrator, and also while the hub runs. It is
shown once and has to be changed at the next sign-in. All sessions of that account end within a second or two.
--second-factor takes its second factor away as well.`

try {
  const { values } = parseArgs({
    options: {
      account: { type: 'string' },
      data: { type: 'string', default: 'data/hub' },
      database: { type: 'string' },
      'second-factor': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const account = AccountId.safeParse(values.account)
  if (values.help || !account.success) {
    ;(values.help ? process.stdout : process.stderr).write(`${USAGE}\n`)
    process.exitCode = values.help ? 0 : 2
  } else {
    const { data, database } = values
    process.exitCode = await reset(account.data, { data, database, second: values['second-factor'] })
  }
} catch (error) {
  process.exitCode = failedTool(error, USAGE)
}

type Where = { data: string; database: string | undefined; second: boolean }

/** Answers the exit code: 0 set, 1 no such account, 2 no hub there. */
async function reset(accountId: AccountId, { data, database, second }: Where): Promise<number> {
  // Opening would make both anew, and whoever mistyped the folder would have a hub without halls in it.
  const needed = [join(data, 'people.key'), ...(database === undefined ? [join(data, 'hub.sqlite')] : [])]
  const missing = needed.find((path) => !existsSync(path))
  if (missing !== undefined) return told(2, `There is no hub in ${data}: ${missing} is missing.`)
  const log = createLog()
  const store = await openStore(database ?? join(data, 'hub.sqlite'), capabilityMigrations, log)
  try {
    const vault = new AccountVault(store, new Cipher(await keyFile(join(data, 'people.key'))))
    const records = await openRecords({ store, clock: systemClock, log })
    try {
      const password = firstPassword()
      const record = await hashPassword(password)
      const id = uuid7(systemClock.now(), freshBytes(10)) as CommandId
      const command: HubCommand = { type: 'account.resetPassword', id, accountId }
      const sender = { accountId: null, from: 'this machine' }
      const { answer } = await records.execute(sender, command, (trx) =>
        vault.setPassword(trx, accountId, record),
      )
      if (!answer.ok) return told(1, `The hub knows no account ${accountId}.`)
      if (second) {
        const taken = uuid7(systemClock.now(), freshBytes(10)) as CommandId
        await records.execute(sender, { type: 'account.removeSecondFactor', id: taken, accountId })
      }
      process.stdout.write(`First password of ${accountId}: ${password}\n`)
      return 0
    } finally {
      await records.close()
    }
  } finally {
    await store.close()
  }
}

function told(code: number, sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return code
}
