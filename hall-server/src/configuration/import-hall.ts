import { isDeepStrictEqual } from 'node:util'
import { publicConfig } from '@service-hall/contract'
import type { CommandId, HallConfig, HallFile } from '@service-hall/contract'
import type { HallOf } from '../core/hall.ts'
import { StartError, hashPassword } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import type { Vault } from '../vault/store.ts'
import { leadOver } from './lead-over.ts'
import { retiredIds } from './retired-rows.ts'

/** Brings a checked hall file into force: people to the vault, the rest as `HallConfigured` when it differs. */
export async function importHall(
  hall: HallOf,
  vault: Vault,
  file: HallFile,
  { hashCost, log }: { hashCost?: number | undefined; log: Log },
): Promise<void> {
  await Promise.all(
    file.staff.map(async ({ id, name, password, firstPassword }) => {
      const known = await vault.passwordOf(id)
      const given = firstPassword ?? password
      const record = known === null && given ? JSON.stringify(await hashPassword(given, hashCost)) : null
      await vault.putStaff(id, name, record, firstPassword !== undefined)
    }),
  )
  const config = publicConfig(file)
  if (isInForce(hall, config)) return
  const answer = await hall.system({ type: 'hall.configure', id: hall.newId() as CommandId, config })
  if (!answer.ok && answer.code === 'hall.storage') throw new StartError('hall.storage', answer.code)
  if (!answer.ok) throw new Error(`the hall could not be configured: ${answer.code}`)
  for (const [list, ids] of Object.entries(hall.config ? retiredIds(hall.config) : {}))
    log.warn('hall.rowsRetired', { list, ids: ids.join(' ') })
}

/** Whether bringing it into force would change nothing. */
function isInForce(hall: HallOf, filed: HallConfig): boolean {
  const { config, closing } = leadOver(filed, hall.state.view, hall.now())
  return closing.length === 0 && isDeepStrictEqual(config, hall.config)
}
