import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RefusalCode } from '@service-hall/contract'
import { imageHead } from '@service-hall/server-kit'
import type { Image } from './state.ts'

/** What images may take of the hall's disk, bytes: five full playlists. */
const MOST_BYTES = 200_000_000

/** Images of playlists in a folder of the hall, each under its digest; what is not what that says is not there. */
export class ImageStore {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(folder: string): Promise<ImageStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new ImageStore(folder)
  }

  /** The bytes of an image; null: it is not here, or is another by now. */
  async read({ sha256, media }: Pick<Image, 'sha256' | 'media'>): Promise<Buffer | null> {
    try {
      const bytes = await readFile(this.#path(sha256))
      return isIt(bytes, { sha256, media }) ? bytes : null
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }

  /** Keeps an image if it is what its digest and its kind say. Answers why it was not kept; null: it was. */
  async keep(image: Image, bytes: Buffer): Promise<RefusalCode | null> {
    if (bytes.length !== image.bytes || !isIt(bytes, image)) return 'file.broken'
    if ((await this.#taken()) + bytes.length > MOST_BYTES) return 'file.noRoom'
    const path = this.#path(image.sha256)
    await writeFile(`${path}.new`, bytes, { mode: 0o600, flush: true })
    await rename(`${path}.new`, path)
    return null
  }

  /** Lets go of all but these. */
  async sweep(kept: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.#folder))
      if (!kept.has(name)) await rm(join(this.#folder, name), { force: true })
  }

  async #taken(): Promise<number> {
    const names = await readdir(this.#folder)
    // One that has been let go of meanwhile takes nothing.
    const sizes = await Promise.all(
      names.map(async (name) => (await stat(join(this.#folder, name)).catch(() => null))?.size ?? 0),
    )
    return sizes.reduce((sum, size) => sum + size, 0)
  }

  #path(sha256: string): string {
    return join(this.#folder, sha256)
  }
}

function isIt(bytes: Buffer, { sha256, media }: Pick<Image, 'sha256' | 'media'>): boolean {
  return createHash('sha256').update(bytes).digest('hex') === sha256 && imageHead(bytes)?.media === media
}
