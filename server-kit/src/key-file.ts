import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { writePrivate } from './private-file.ts'
import { StartError } from './start-failure.ts'

/**
 * Reads a key of `bytes` random bytes; makes it (mode 0600, whole or not at all, flushed) when there is none yet. Throws
 * `key.unreadable`.
 */
export async function keyFile(path: string, bytes = 32): Promise<Buffer> {
  const found = await readKeyFile(path, bytes)
  if (found) return found
  const key = randomBytes(bytes)
  await writePrivate(path, `${key.toString('base64')}\n`)
  return key
}

/** Reads a key; null where there is no such file. Throws `key.unreadable`. */
export async function readKeyFile(path: string, bytes = 32): Promise<Buffer | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== bytes)
    throw new StartError('key.unreadable', `${path} does not hold a key of ${bytes} bytes`)
  return key
}
