import { isTransient } from '@service-hall/contract'
import type { ImageAnswer, ImageAsked, ImageSlide, RefusalCode } from '@service-hall/contract'
import type { Clock } from '../clock.ts'
import { reasonOf } from '../log.ts'
import type { Log } from '../log.ts'
import type { ImageStore } from './image-store.ts'

/** Asks who has the images for a piece of one. Rejects where there is no line, or no answer. */
export type AsksForImages = { askForImage(asked: ImageAsked): Promise<ImageAnswer> }

/** Before it is tried again, ms; doubled up to the second. */
const AGAIN_MS = 2_000
const LONGEST_MS = 30_000
/** So often an image that arrives broken is asked for anew. */
const ATTEMPTS = 3

/** How it ended: all is here, why not, or nobody wants it any more. */
export type Fetched = 'here' | 'left' | RefusalCode

/** Fetches images of playlists, a hall from its region and a kiosk from its hall: one at a time, as long as wanted. */
export class ImageFetcher {
  readonly #store: ImageStore
  readonly #line: AsksForImages
  readonly #clock: Clock
  readonly #log: Log
  #turn: Promise<unknown> = Promise.resolve()
  #stopped = false
  readonly #waiting = new Set<() => void>()
  readonly #single = new Map<string, Promise<Fetched>>()

  constructor(store: ImageStore, line: AsksForImages, { clock, log }: { clock: Clock; log: Log }) {
    this.#store = store
    this.#line = line
    this.#clock = clock
    this.#log = log
  }

  /** Resolves when all these images are here, or cannot be. `isWanted`: false ends it. */
  fetch(images: readonly ImageSlide[], isWanted: () => boolean): Promise<Fetched> {
    const done = this.#turn.then(() => this.#all(images, isWanted))
    // Whoever asked hears of the failure; the next one has its turn all the same.
    this.#turn = done.catch(() => undefined)
    return done
  }

  /** One image, for all who ask for it meanwhile. */
  fetchOne(image: ImageSlide, isWanted: () => boolean): Promise<Fetched> {
    const { sha256 } = image
    const underWay = this.#single.get(sha256)
    if (underWay) return underWay
    const fetched = this.fetch([image], isWanted).finally(() => this.#single.delete(sha256))
    this.#single.set(sha256, fetched)
    return fetched
  }

  /** The line has come up, or what was wanted has changed: whoever waits looks at once. */
  lookAgain(): void {
    for (const wake of [...this.#waiting]) wake()
  }

  stop(): void {
    this.#stopped = true
    this.lookAgain()
  }

  async #all(images: readonly ImageSlide[], isWanted: () => boolean): Promise<Fetched> {
    const goesOn = (): boolean => !this.#stopped && isWanted()
    for (const image of images) {
      if (!goesOn()) return 'left'
      if (await this.#store.read(image)) continue
      const end = await this.#one(image, goesOn)
      if (end !== 'here') return end
    }
    return goesOn() ? 'here' : 'left'
  }

  async #one(image: ImageSlide, goesOn: () => boolean): Promise<Fetched> {
    for (let attempt = 1; ; attempt += 1) {
      const bytes = await this.#download(image, goesOn)
      if (typeof bytes === 'string') return bytes
      const code = await this.#store.keep(image, bytes)
      if (code === null) {
        this.#log.info('image.kept', { sha256: image.sha256, bytes: image.bytes })
        return 'here'
      }
      this.#log.warn('image.notKept', { sha256: image.sha256, code, attempt })
      if (code !== 'file.broken' || attempt === ATTEMPTS) return code
    }
  }

  /** The bytes of an image, however often the line is lost meanwhile. */
  async #download({ sha256, bytes }: ImageSlide, goesOn: () => boolean): Promise<Buffer | Fetched> {
    const parts: Buffer[] = []
    let from = 0
    let waitMs = AGAIN_MS
    while (goesOn()) {
      const answer = await this.#ask(sha256, from)
      if (answer === null || (!answer.ok && passes(answer.code))) {
        await this.#pause(waitMs)
        waitMs = Math.min(LONGEST_MS, waitMs * 2)
        continue
      }
      if (!answer.ok) return answer.code
      waitMs = AGAIN_MS
      const part = Buffer.from(answer.data, 'base64')
      parts.push(part)
      from += part.length
      // What is not as long as was said is found broken.
      if (from >= bytes || part.length === 0) return Buffer.concat(parts)
    }
    return 'left'
  }

  async #ask(sha256: string, from: number): Promise<ImageAnswer | null> {
    try {
      return await this.#line.askForImage({ sha256, from })
    } catch (cause) {
      this.#log.warn('image.waits', { sha256, from, reason: reasonOf(cause) })
      return null
    }
  }

  #pause(ms: number): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel()
        this.#waiting.delete(wake)
        resolve()
      }
      const cancel = this.#clock.after(ms, wake)
      this.#waiting.add(wake)
    })
  }
}

/** Whether it may go another time: a hub that fails, a line that begins anew. */
function passes(code: RefusalCode): boolean {
  return (
    isTransient(code) || code === 'hall.internal' || code === 'uplink.untrusted' || code === 'access.signIn'
  )
}
