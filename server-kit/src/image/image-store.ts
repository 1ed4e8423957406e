import { createHash } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageMedia, ImageSlide, RefusalCode } from '@service-hall/contract'
import { imageHead } from '../image-head.ts'

type Image = Pick<ImageSlide, 'sha256' | 'media' | 'bytes'>

/** Images of playlists in a folder, each under its digest; what is not what that says is not there. */
export class ImageStore {
  readonly #folder: string
  readonly #mostBytes: number

  private constructor(folder: string, mostBytes: number) {
    this.#folder = folder
    this.#mostBytes = mostBytes
  }

  /** `mostBytes`: what all images together may take of the disk. */
  static async open(folder: string, mostBytes: number): Promise<ImageStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new ImageStore(folder, mostBytes)
  }

  /** Digests of what lies here; whether each is what it says shows when it is read. */
  async list(): Promise<string[]> {
    return (await readdir(this.#folder)).filter((name) => /^[0-9a-f]{64}$/.test(name))
  }

  /** The bytes of an image; null: it is not here, or is another by now. */
  async read({ sha256, media }: Omit<Image, 'bytes'>): Promise<Buffer | null> {
    const image = await readImage(this.#folder, sha256)
    return image?.media === media ? image.bytes : null
  }

  /**
   * Bytes of an image from one on, at most so many; null: it is not here. With the first of them it is looked whether the
   * whole is what it says; who takes the rest finds out by its digest.
   */
  async piece(image: Omit<Image, 'bytes'>, from: number, most: number): Promise<Buffer | null> {
    if (from === 0) return (await this.read(image))?.subarray(0, most) ?? null
    const file = await orNull(open(this.#path(image.sha256)))
    if (!file) return null
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, from)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  }

  /** Keeps an image if it is what its digest and its kind say. Answers why it was not kept; null: it was. */
  async keep(image: Image, bytes: Buffer): Promise<RefusalCode | null> {
    if (bytes.length !== image.bytes || !isIt(bytes, image)) return 'file.broken'
    if ((await this.#taken()) + bytes.length > this.#mostBytes) return 'file.noRoom'
    const path = this.#path(image.sha256)
    await writeFile(`${path}.new`, bytes, { mode: 0o600, flush: true })
    await rename(`${path}.new`, path)
    return null
  }

  /** Lets go of all but these. */
  async sweep(kept: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.#folder))
      // What is being written has a name of its own until it is whole.
      if (!kept.has(name.replace(/\.new$/, ''))) await rm(join(this.#folder, name), { force: true })
  }

  async #taken(): Promise<number> {
    const names = await readdir(this.#folder)
    // One that has been let go of meanwhile takes nothing.
    const sizes = await Promise.all(
      names.map(async (name) => (await orNull(stat(join(this.#folder, name))))?.size ?? 0),
    )
    return sizes.reduce((sum, size) => sum + size, 0)
  }

  #path(sha256: string): string {
    return join(this.#folder, sha256)
  }
}

/** An image of such a folder that is what its digest says; null: there is none. */
export async function readImage(
  folder: string,
  sha256: string,
): Promise<{ media: ImageMedia; bytes: Buffer } | null> {
  const bytes = await orNull(readFile(join(folder, sha256)))
  const media = bytes && imageHead(bytes)?.media
  return bytes && media && digestOf(bytes) === sha256 ? { media, bytes } : null
}

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const isIt = (bytes: Buffer, { sha256, media }: Omit<Image, 'bytes'>): boolean =>
  digestOf(bytes) === sha256 && imageHead(bytes)?.media === media
