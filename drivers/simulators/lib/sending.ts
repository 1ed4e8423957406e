/** Makes a wrong frame of a right one; an empty result sends nothing. */
export type Spoilers = Readonly<Record<string, (frame: Uint8Array) => Uint8Array>>

/** Faults of what is sent. A spoiler's name is one too. */
export type SendingFault =
  /** Nothing is sent any more; what comes in is still obeyed. */
  | 'silence'
  /** Everything is sent byte by byte, 1 ms apart. */
  | 'dribble'
  /** Everything is sent `ms` later. */
  | 'late'
  /** Everything is kept and sent with what comes next, or after 300 ms. */
  | 'merge'
  /** Everything is sent twice. */
  | 'duplicate'

const own = ['silence', 'dribble', 'late', 'merge', 'duplicate']
const USUAL_LATE_MS = 1_000
const MERGE_MS = 300

/** What becomes of a frame on its way out. */
export class Sending {
  readonly #spoilers: Spoilers
  readonly #put: (bytes: Uint8Array) => void
  /** Faults by name, with how many sendings they still last. */
  readonly #faults = new Map<string, number>()
  #lateMs = USUAL_LATE_MS
  #kept: Uint8Array[] = []
  #release: NodeJS.Timeout | undefined
  #dribble: Promise<void> = Promise.resolve()
  /** Bytes still to be dribbled; nothing overtakes them. */
  #dribbling = 0

  constructor(spoilers: Spoilers, put: (bytes: Uint8Array) => void) {
    this.#spoilers = spoilers
    this.#put = put
  }

  knows(name: string): name is SendingFault {
    return own.includes(name) || Object.hasOwn(this.#spoilers, name)
  }

  fault(name: SendingFault, { times = Number.POSITIVE_INFINITY, ms = USUAL_LATE_MS }): void {
    this.#faults.set(name, times)
    if (name === 'late') this.#lateMs = ms
  }

  cure(): void {
    this.#faults.clear()
    this.#flush()
  }

  send(frame: Uint8Array): void {
    let bytes = frame
    for (const [name, spoil] of Object.entries(this.#spoilers)) if (this.#strikes(name)) bytes = spoil(bytes)
    if (this.#strikes('silence')) return
    if (this.#strikes('duplicate')) bytes = Buffer.concat([bytes, bytes])
    if (this.#strikes('late')) setTimeout(() => this.#put(bytes), this.#lateMs)
    else if (this.#strikes('merge')) this.#keep(bytes)
    else if (this.#strikes('dribble') || this.#dribbling > 0) this.#dribbleOut(bytes)
    else this.#pass(bytes)
  }

  #strikes(name: string): boolean {
    const left = this.#faults.get(name) ?? 0
    if (left <= 1) this.#faults.delete(name)
    else this.#faults.set(name, left - 1)
    return left > 0
  }

  #pass(bytes: Uint8Array): void {
    const all = Buffer.concat([...this.#kept, bytes])
    this.#kept = []
    clearTimeout(this.#release)
    this.#put(all)
  }

  #keep(bytes: Uint8Array): void {
    if (this.#kept.length > 0) return this.#pass(bytes)
    this.#kept.push(Uint8Array.from(bytes))
    this.#release = setTimeout(() => this.#flush(), MERGE_MS)
  }

  #flush(): void {
    if (this.#kept.length > 0) this.#pass(new Uint8Array(0))
  }

  #dribbleOut(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#dribbling += 1
      this.#dribble = this.#dribble.then(
        () =>
          new Promise((resolve) =>
            setTimeout(() => {
              this.#dribbling -= 1
              this.#put(Uint8Array.of(byte))
              resolve()
            }, 1),
          ),
      )
    }
  }
}
