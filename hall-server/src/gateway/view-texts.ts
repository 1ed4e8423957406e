import { snapshotView } from '@service-hall/contract'
import type { Audience, HallView } from '@service-hall/contract'

/** Views (`SnapshotView`) as JSON: one encoding for all of an audience who ask while the hall stands at the same fact. */
export class ViewTexts {
  readonly #texts = new Map<Audience, { number: number; text: string }>()
  #made = 0

  /** How many were encoded. */
  get made(): number {
    return this.#made
  }

  of(audience: Audience, view: HallView): string {
    const known = this.#texts.get(audience)
    if (known?.number === view.number) return known.text
    const text = JSON.stringify(snapshotView(audience, view))
    this.#made += 1
    this.#texts.set(audience, { number: view.number, text })
    return text
  }

  /** The hall has moved on, or its state was read anew: nobody will ask for these again. */
  forget(): void {
    this.#texts.clear()
  }
}
