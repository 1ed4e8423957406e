/** Where a note is. From `pastReturn` on nobody can get it out again without opening the machine. */
export type Place = 'inlet' | 'escrow' | 'toBox' | 'pastReturn' | 'toMouth'

/** What the mechanics tell the electronics. */
export type PathEvents = {
  onEscrow?(fen: number): void
  onPastReturn?(fen: number): void
  onBoxed?(fen: number): void
  /** The note is with the customer; `refused` when it never got to escrow. */
  onReturned?(fen: number, refused: boolean): void
  /** A fed note is judged: false refuses it. */
  accepts(fen: number): boolean
}

export type PathTimes = {
  /** Each move from place to place. */
  moveMs: number
  /** A note in escrow that nobody decides about goes back. */
  escrowMs: number
  /** One that was held stays held for good when it may. */
  holdsForGood?: boolean
}

/** `known`: it was looked at and came as far as escrow. `isSpoilt`: no acceptor can read it. */
type Note = {
  fen: number
  place: Place
  dueAt: number
  refused: boolean
  known: boolean
  isSpoilt: boolean
}

/** The mechanics of a note acceptor: one path from inlet over escrow to a box. Knows no protocol; time comes from outside. */
export class NotePath {
  readonly box: number[] = []
  /** Notes that came back to the customer. */
  readonly returned: number[] = []
  readonly times: PathTimes
  jammed = false
  boxFull = false
  boxOut = false
  readonly #events: PathEvents
  #note: Note | undefined
  #powered = true
  #now = 0

  constructor(events: PathEvents, times: PathTimes) {
    this.#events = events
    this.times = times
  }

  get note(): Readonly<Note> | undefined {
    return this.#note
  }

  get now(): number {
    return this.#now
  }

  get powered(): boolean {
    return this.#powered
  }

  /** A customer puts a note in. False when the mouth is shut. */
  feed(fen: number, { isSpoilt = false } = {}): boolean {
    if (this.#note || !this.#powered || this.jammed || this.boxOut) return false
    const dueAt = this.#now + this.times.moveMs
    this.#note = { fen, place: 'inlet', dueAt, refused: false, known: false, isSpoilt }
    return true
  }

  stack(): boolean {
    return this.#leaveEscrow('toBox')
  }

  giveBack(): boolean {
    return this.#leaveEscrow('toMouth')
  }

  /** Starts the time in escrow anew. */
  hold(): boolean {
    const note = this.#note
    if (note?.place !== 'escrow') return false
    note.dueAt = this.times.holdsForGood ? Number.POSITIVE_INFINITY : this.#now + this.times.escrowMs
    return true
  }

  powerOff(): void {
    this.#powered = false
  }

  powerOn(): void {
    this.#powered = true
    // Nothing moves before the electronics say so.
    if (this.#note) this.#note.dueAt = Number.POSITIVE_INFINITY
  }

  /** Where a note lies that was in the machine when the power went. */
  get found(): 'none' | 'acceptor' | 'stacker' {
    if (!this.#note) return 'none'
    return this.#note.place === 'pastReturn' ? 'stacker' : 'acceptor'
  }

  /** Clears the path after a power cut: out of the acceptor to the mouth, out of the stacker into the box. */
  recover(): void {
    const note = this.#note
    if (!note) return
    if (note.place !== 'pastReturn') note.place = 'toMouth'
    note.dueAt = this.#now + this.times.moveMs
  }

  /** A customer tears the note out; works as long as it can be reached. */
  pull(): boolean {
    const note = this.#note
    if (!note || note.place === 'pastReturn') return false
    this.returned.push(note.fen)
    this.#note = undefined
    return true
  }

  /**
   * A person opens the machine and puts the stuck note into the box or takes it out, wherever it was and was to go; one
   * past the point of no return is boxed.
   */
  clearJam(where: 'box' | 'mouth'): void {
    const note = this.#note
    this.jammed = false
    this.#note = undefined
    if (!note) return
    if (where === 'box' || note.place === 'pastReturn') this.box.push(note.fen)
    else this.returned.push(note.fen)
  }

  /** Moves time on. */
  tick(now: number): void {
    this.#now = Math.max(this.#now, now)
    while (this.#powered && !this.jammed && this.#note && this.#note.dueAt <= this.#now)
      this.#arrive(this.#note)
  }

  #leaveEscrow(place: Place): boolean {
    const note = this.#note
    if (note?.place !== 'escrow' || this.jammed) return false
    note.place = place
    note.dueAt = this.#now + this.times.moveMs
    return true
  }

  #arrive(note: Note): void {
    const after = (ms: number) => (note.dueAt += ms)
    switch (note.place) {
      case 'inlet':
        note.refused = note.isSpoilt || this.boxFull || !this.#events.accepts(note.fen)
        note.place = note.refused ? 'toMouth' : 'escrow'
        note.known = !note.refused
        after(note.refused ? this.times.moveMs : this.times.escrowMs)
        if (!note.refused) this.#events.onEscrow?.(note.fen)
        return
      case 'escrow':
        note.place = 'toMouth'
        after(this.times.moveMs)
        return
      case 'toBox':
        note.place = 'pastReturn'
        after(this.times.moveMs)
        return this.#events.onPastReturn?.(note.fen)
      case 'pastReturn':
        this.#note = undefined
        this.box.push(note.fen)
        return this.#events.onBoxed?.(note.fen)
      case 'toMouth':
        this.#note = undefined
        this.returned.push(note.fen)
        return this.#events.onReturned?.(note.fen, note.refused)
    }
  }
}
