import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Looks for an executable on the PATH. */
export function findBinary(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null
}
