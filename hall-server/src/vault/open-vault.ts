import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readJournal } from '@service-hall/journal'
import { StartError, keyFile, readKeyFile } from '@service-hall/server-kit'
import { Vault } from './store.ts'

/**
 * Opens the vault of a data folder with the key beside it; both are made for a new hall. What is not whole is named and
 * nothing is written: a key or a vault made anew would be empty, and names would be written over under another key.
 * Throws `vault.keyMissing`, `vault.keyWrong`, `vault.missing`, `journal.missing`, `key.unreadable`.
 */
export async function openVault(dataFolder: string): Promise<Vault> {
  const path = join(dataFolder, 'vault.sqlite')
  const journal = join(dataFolder, 'journal.sqlite')
  const keyPath = join(dataFolder, 'vault.key')
  if (await hasContent(path)) {
    const { key, isEmpty } = await keyOf(path, keyPath)
    if (!isEmpty && !(await hasContent(journal))) throw new StartError('journal.missing', journal)
    return Vault.open(path, key)
  }
  if ((await hasContent(journal)) && (await hasFacts(journal))) throw new StartError('vault.missing', path)
  return Vault.open(path, await keyFile(keyPath))
}

/** Opens the vault that is in a data folder, also beside a server. Throws `vault.keyMissing`, `vault.keyWrong`, `key.unreadable`. */
export async function openExistingVault(dataFolder: string): Promise<Vault> {
  const path = join(dataFolder, 'vault.sqlite')
  return Vault.open(path, (await keyOf(path, join(dataFolder, 'vault.key'))).key)
}

/** The key of a vault that is there; `isEmpty`: nobody is in it. */
async function keyOf(path: string, keyPath: string): Promise<{ key: Buffer; isEmpty: boolean }> {
  const key = await readKeyFile(keyPath)
  if (!key) throw new StartError('vault.keyMissing', keyPath)
  const opens = await Vault.opensWith(path, key)
  if (opens === 'no') throw new StartError('vault.keyWrong', keyPath)
  return { key, isEmpty: opens === 'empty' }
}

/** Whether there is a file with something in it: SQLite makes an empty one before it writes. */
async function hasContent(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size > 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

async function hasFacts(path: string): Promise<boolean> {
  const journal = await readJournal({ path })
  try {
    return (await journal.lastNumber()) > 0
  } finally {
    await journal.close()
  }
}
