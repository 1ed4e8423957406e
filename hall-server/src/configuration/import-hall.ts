import { isDeepStrictEqual } from 'node:util'
import { publicConfig } from '@service-hall/contract'
import type { CommandId, HallFile } from '@service-hall/contract'
import type { HallOf } from '../core/hall.ts'
import { hashPassword } from '@service-hall/server-kit'
import type { Vault } from '../vault/store.ts'

/** Brings a checked hall file into force: people to the vault, the rest as `HallConfigured` when it differs. */
export async function importHall(
  hall: HallOf,
  vault: Vault,
  file: HallFile,
  hashCost?: number,
): Promise<void> {
  await Promise.all(
    file.staff.map(async ({ id, name, password }) => {
      const known = await vault.passwordOf(id)
      const record =
        known === null && password ? JSON.stringify(await hashPassword(password, hashCost)) : null
      await vault.putStaff(id, name, record)
    }),
  )
  const config = publicConfig(file)
  if (isDeepStrictEqual(hall.config, config)) return
  const answer = await hall.system({ type: 'hall.configure', id: hall.newId() as CommandId, config })
  if (!answer.ok) throw new Error(`the hall could not be configured: ${answer.code}`)
}
