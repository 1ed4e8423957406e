import type { DirectiveId, ImageAnswer, ImageAsked, ImageSlide, RefusalCode } from '@service-hall/contract'
import { pause } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import { ImageFetcher } from '@service-hall/server-kit/image'
import type { AsksForImages, ImageStore } from '@service-hall/server-kit/image'

/** Between two pieces, ms: customers' tickets go over the same line. */
const PAUSE_MS = 50

type Options = { clock: Clock; log: Log; here: readonly string[] }

/** The images that this station has on its disk, and those on their way from its hall. */
export class PlaylistImages {
  readonly #store: ImageStore
  readonly #fetcher: ImageFetcher
  readonly #log: Log
  readonly #here: Set<string>
  readonly #listeners: (() => void)[] = []
  /** What directives that are not begun yet need, and why that cannot be had; null: it is on its way. */
  readonly #ahead = new Map<DirectiveId, { images: readonly ImageSlide[]; failed: RefusalCode | null }>()
  readonly #ends = new AbortController()

  /** `here`: digests of what lies in the store. */
  constructor(store: ImageStore, line: AsksForImages, { clock, log, here }: Options) {
    this.#store = store
    this.#log = log
    this.#here = new Set(here)
    const slowly = async (asked: ImageAsked): Promise<ImageAnswer> => {
      if (asked.from > 0) await pause(clock, PAUSE_MS, this.#ends.signal)
      return line.askForImage(asked)
    }
    this.#fetcher = new ImageFetcher(store, { askForImage: slowly }, { clock, log })
  }

  /** Told when something has come, or cannot. */
  listen(listener: () => void): void {
    this.#listeners.push(listener)
  }

  has({ sha256 }: Pick<ImageSlide, 'sha256'>): boolean {
    return this.#here.has(sha256)
  }

  /** Why images of a directive cannot be had; null: nothing is known to be in the way. */
  failureOf(directiveId: DirectiveId): RefusalCode | null {
    return this.#ahead.get(directiveId)?.failed ?? null
  }

  /**
   * Whether images that a directive needs are still on their way; the first time that it is asked they are fetched.
   * False: all are here, or some cannot be had.
   */
  areOnTheirWay(directiveId: DirectiveId, images: readonly ImageSlide[], isWanted: () => boolean): boolean {
    const known = this.#ahead.get(directiveId)
    if (known) return known.failed === null && !images.every((image) => this.has(image))
    if (images.every((image) => this.has(image))) return false
    this.#ahead.set(directiveId, { images, failed: null })
    void this.#fetch(images, isWanted).then((failed) => {
      if (failed === null || !isWanted()) this.#ahead.delete(directiveId)
      else this.#ahead.set(directiveId, { images, failed })
      this.#tell()
    })
    return true
  }

  /** What was wanted has changed. */
  lookAgain(): void {
    this.#fetcher.lookAgain()
  }

  /** Fetches what is shown, if it is not here any more. */
  fetchLost(image: ImageSlide, isWanted: () => boolean): void {
    void this.#fetch([image], isWanted).then(() => this.#tell())
  }

  /** The directive is over: why it failed needs to be known no longer. */
  over(directiveId: DirectiveId): void {
    this.#ahead.delete(directiveId)
  }

  /** Lets go of all but these, and of what directives wait for. */
  async keepOnly(images: readonly ImageSlide[]): Promise<void> {
    const ahead = [...this.#ahead.values()].flatMap((one) => one.images)
    const kept = new Set([...images, ...ahead].map(({ sha256 }) => sha256))
    for (const sha256 of this.#here) if (!kept.has(sha256)) this.#here.delete(sha256)
    await this.#store.sweep(kept)
  }

  stop(): void {
    this.#ends.abort()
    this.#fetcher.stop()
  }

  /** Why they cannot be had; null: they are here, or nobody wants them any more. */
  async #fetch(images: readonly ImageSlide[], isWanted: () => boolean): Promise<RefusalCode | null> {
    try {
      const fetched = await this.#fetcher.fetch(images, isWanted)
      if (fetched === 'here') for (const { sha256 } of images) this.#here.add(sha256)
      return fetched === 'here' || fetched === 'left' ? null : fetched
    } catch (cause) {
      this.#log.error('images.notFetched', cause)
      return 'file.noRoom'
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
