import { join } from 'node:path'
import { uuid7 } from '@service-hall/contract'
import type { AccountId, CommandId } from '@service-hall/contract'
import {
  firstPassword,
  freshBytes,
  hashPassword,
  removePrivate,
  writePrivate,
} from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { HubRecords } from '../capabilities.ts'
import type { AccountVault } from './vault.ts'

const FIRST = 'admin' as AccountId

type Ports = {
  records: HubRecords
  vault: AccountVault
  clock: Clock
  log: Log
  dataFolder: string
  hashCost?: number | undefined
}

/** Where the first password of a new hub lies until it was changed. */
export const firstSignInFile = (dataFolder: string): string => join(dataFolder, 'first-sign-in.txt')

/**
 * Gives a hub without accounts its first administrator, `admin`. The password lies in a file for this user alone and has
 * to be changed at the first sign-in, which removes the file. Of nodes that start at once one makes the account.
 */
export async function firstAccount({
  records,
  vault,
  clock,
  log,
  dataFolder,
  hashCost,
}: Ports): Promise<void> {
  const path = firstSignInFile(dataFolder)
  records.onFolded((entries) => {
    const isChanged = entries.some(
      ({ fact }) => fact?.type === 'AccountPasswordSet' && fact.accountId === FIRST,
    )
    if (isChanged)
      removePrivate(path).catch((error: unknown) => log.error('account.firstFileStays', error, { path }))
  })
  if (records.state.accounts.size > 0) return
  const secret = firstPassword()
  const password = await hashPassword(secret, hashCost)
  await writePrivate(path, `${FIRST}\n${secret}\n`)
  const id = uuid7(clock.now(), freshBytes(10)) as CommandId
  const { answer } = await records.execute(
    { accountId: null, from: 'hub' },
    { type: 'account.addFirst', id, accountId: FIRST },
    (trx) => vault.add(trx, FIRST, { name: '管理员 Administrator', password }),
  )
  if (answer.ok) log.info('account.first', { account: FIRST, passwordIn: path })
  else await removePrivate(path)
}
