import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Stats } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** What is written is flushed after so many bytes: what a power cut takes is fetched once more. */
const FLUSH_BYTES = 8_000_000

/**
 * Large files that come piece by piece, in a folder: `<name>.part` until all is there and is what its SHA-256 says, `<name>`
 * from then on. A piece is never taken for the whole, whatever cuts it short; what is whole and wrong is let go of.
 */
export class PartFolder {
  readonly #folder: string
  readonly #unflushed = new Map<string, number>()

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(folder: string): Promise<PartFolder> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new PartFolder(folder)
  }

  path(name: string): string {
    return join(this.#folder, name)
  }

  /** Bytes of a file that is here as a whole; null: it is not. */
  async whole(name: string): Promise<number | null> {
    return sizeOf(this.path(name))
  }

  /** Bytes that have come of one that is not whole yet. */
  async have(name: string): Promise<number> {
    return (await sizeOf(this.#part(name))) ?? 0
  }

  /** Writes bytes behind those that have come; answers how many have. */
  async append(name: string, from: number, data: Buffer): Promise<number> {
    const file = await open(this.#part(name), from === 0 ? 'w' : 'r+', 0o600)
    try {
      await file.write(data, 0, data.length, from)
      const unflushed = (this.#unflushed.get(name) ?? 0) + data.length
      this.#unflushed.set(name, unflushed < FLUSH_BYTES ? unflushed : 0)
      if (unflushed >= FLUSH_BYTES) await file.datasync()
    } finally {
      await file.close()
    }
    return from + data.length
  }

  /** All has come: it is whole from now on if it is what its digest says; else it is gone, and the answer is false. */
  async finish(name: string, sha256: string): Promise<boolean> {
    const part = this.#part(name)
    this.#unflushed.delete(name)
    const file = await open(part, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    if ((await sha256Of(part)) !== sha256) {
      await rm(part, { force: true })
      return false
    }
    await rename(part, this.path(name))
    await flushFolder(this.#folder)
    return true
  }

  /** Whether a whole file is what its digest says, read anew. */
  async isSound(name: string, sha256: string): Promise<boolean> {
    return (await this.whole(name)) !== null && (await sha256Of(this.path(name))) === sha256
  }

  /** Bytes of a whole file from one on, at most so many. */
  async read(name: string, from: number, most: number): Promise<Buffer> {
    const file = await open(this.path(name))
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, from)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  }

  /** It is wanted once more: others go before it. Told by the others, since the machine's clock may have been set back. */
  async touch(name: string): Promise<void> {
    const newest = (await this.#files()).at(-1)
    if (!newest || newest.file === name) return
    const seconds = newest.at / 1_000 + 1
    await utimes(this.path(name), seconds, seconds)
  }

  async remove(name: string): Promise<void> {
    for (const path of [this.path(name), this.#part(name)]) await rm(path, { force: true })
  }

  /**
   * Lets go of the oldest that are not `wanted` until those that are left, and `more` bytes besides, fit. Answers whether
   * they do.
   */
  async makeRoom({
    wanted,
    more,
    mostBytes,
    mostFiles,
  }: {
    wanted: ReadonlySet<string>
    more: number
    mostBytes: number
    mostFiles: number
  }): Promise<boolean> {
    const files = await this.#files()
    let [sum, count] = [files.reduce((all, { bytes }) => all + bytes, more), files.length]
    for (const { file, name, bytes } of files) {
      if (sum <= mostBytes && count < mostFiles) break
      if (wanted.has(name)) continue
      await rm(join(this.#folder, file), { force: true })
      sum -= bytes
      count -= 1
    }
    return sum <= mostBytes
  }

  /** The oldest first. */
  async #files(): Promise<{ file: string; name: string; bytes: number; at: number }[]> {
    const rows = await Promise.all(
      (await readdir(this.#folder)).map(async (file) => {
        const found = await statOf(join(this.#folder, file))
        const name = file.replace(/\.part$/, '')
        return found ? [{ file, name, bytes: found.size, at: found.mtimeMs }] : []
      }),
    )
    return rows.flat().sort((a, b) => a.at - b.at)
  }

  #part(name: string): string {
    return join(this.#folder, `${name}.part`)
  }
}

async function sizeOf(path: string): Promise<number | null> {
  return (await statOf(path))?.size ?? null
}

/** null: there is no such file, or not any more. */
async function statOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** SHA-256 of a file, hexadecimal, without holding it. */
export async function sha256Of(path: string): Promise<string> {
  const sum = createHash('sha256')
  for await (const chunk of createReadStream(path)) sum.update(chunk as Buffer)
  return sum.digest('hex')
}

/** A renamed file is there after a power cut, too; Windows has no such call for folders. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
