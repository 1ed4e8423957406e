const FIRST = 0x20
const VALUES = 0x5f
const PLACES = [0, 1, 2, 3] as const
const ids = VALUES ** PLACES.length

/** Process ids of four characters 20…7E, no two alike within 81 million, starting anywhere. */
export class ProcessIds {
  #last: number

  constructor(random: () => number) {
    this.#last = Math.floor(random() * ids)
  }

  next(): string {
    this.#last = (this.#last + 1) % ids
    return String.fromCharCode(
      ...PLACES.map((place) => FIRST + (Math.floor(this.#last / VALUES ** place) % VALUES)),
    )
  }
}
