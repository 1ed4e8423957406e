const first = 0x20
const values = 0x5f
const places = [0, 1, 2, 3] as const
const ids = values ** places.length

/** Process ids of four characters 20…7E, no two alike within 81 million, starting anywhere. */
export class ProcessIds {
  #last: number

  constructor(random: () => number) {
    this.#last = Math.floor(random() * ids)
  }

  next(): string {
    this.#last = (this.#last + 1) % ids
    return String.fromCharCode(
      ...places.map((place) => first + (Math.floor(this.#last / values ** place) % values)),
    )
  }
}
