import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres } from '@service-hall/harness/services'
import { aLog } from '@service-hall/server-kit/testing'
import { onTestFinished } from 'vitest'
import { openStore } from '../hub/core/store.ts'
import type { Migration, Store } from '../hub/core/store.ts'

/** What carries the hub's store; tests of it run once on each. */
export const ENGINES = ['sqlite', 'postgres'] as const
export type Engine = (typeof ENGINES)[number]

/** A folder that is gone after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** The address of an empty database, which goes with the test or the run. */
export async function aDatabase(engine: Engine): Promise<string> {
  return engine === 'sqlite' ? join(aFolder(), 'hub.sqlite') : openPostgres()
}

/** A store in a database of its own, or once more in one that is there; closed after the test. */
export async function aStore(
  engine: Engine,
  migrations: readonly Migration[],
  address?: string,
): Promise<Store & { address: string }> {
  const at = address ?? (await aDatabase(engine))
  const store = await openStore(at, migrations, aLog())
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= store.close())
  onTestFinished(close)
  return { ...store, close, address: at }
}
