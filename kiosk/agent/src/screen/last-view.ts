import type { KioskView } from '@service-hall/contract'
import { reasonOf, writePrivate } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import { restingView } from './view.ts'

/** Keeps the screen's resting view in a file, so that a shell can show it before the agent is up. */
export class LastView {
  readonly #path: string
  readonly #log: Log
  #saved = ''
  #writing: Promise<void> | undefined

  constructor(path: string, log: Log) {
    this.#path = path
    this.#log = log
  }

  save(view: KioskView): void {
    if (view.hall === null || this.#writing !== undefined) return
    const text = JSON.stringify(restingView(view))
    if (text === this.#saved) return
    this.#saved = text
    this.#writing = writePrivate(this.#path, text)
      .catch((cause: unknown) => this.#log.warn('lastView.notKept', { reason: reasonOf(cause) }))
      .finally(() => (this.#writing = undefined))
  }

  async settled(): Promise<void> {
    await this.#writing
  }
}
