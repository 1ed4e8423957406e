import type { KioskView } from '@service-hall/contract'

/** Sends the view when it changed, at most once per turn of the event loop however much happened in it. */
export class Refresher {
  readonly #build: () => KioskView
  readonly #show: (view: KioskView) => void
  #due = false
  #last: string | undefined

  constructor(build: () => KioskView, show: (view: KioskView) => void) {
    this.#build = build
    this.#show = show
  }

  /** Something may have changed. */
  touch(): void {
    if (this.#due) return
    this.#due = true
    setImmediate(() => {
      this.#due = false
      this.#send()
    })
  }

  /** A new screen looks: it needs the view even when nothing changed. */
  again(): void {
    this.#last = undefined
    this.touch()
  }

  #send(): void {
    const view = this.#build()
    const text = JSON.stringify(view)
    if (text === this.#last) return
    this.#last = text
    this.#show(view)
  }
}
