import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Reads a key of `bytes` random bytes; makes it (mode 0600, flushed) when there is none yet. */
export async function keyFile(path: string, bytes = 32): Promise<Buffer> {
  try {
    return checked(path, Buffer.from((await readFile(path, 'utf8')).trim(), 'base64'), bytes)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  await mkdir(dirname(path), { recursive: true })
  const key = randomBytes(bytes)
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(`${key.toString('base64')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  return key
}

function checked(path: string, key: Buffer, bytes: number): Buffer {
  if (key.length !== bytes) throw new Error(`${path} does not hold a key of ${bytes} bytes`)
  return key
}
