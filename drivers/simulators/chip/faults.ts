/** Where a card is pulled, counted in commands from now on. */
export type Tear = {
  /** The command at which it happens; 0 is the next one. */
  at: number
  /**
   * `before` it is carried out, `after`, when it is done but the answer, or a part of it, is lost, or `during` a write of
   * a card that does not back up what it overwrites: so many bytes of the file are new.
   */
  when: 'before' | 'after' | 'during'
  bytes: number
}

/** What is wrong with a simulated card. */
export class ChipFaults {
  /** Never answers, not even to a reset. */
  mute = false
  /** Takes no MAC for right and gives none that is right. */
  wrongMac = false
  #tear: Tear | undefined

  /** Sets a fault, or none with `null`; answers false to one it does not know. */
  set(name: string | null, details: Record<string, unknown> = {}): boolean {
    if (name === null) Object.assign(this, { mute: false, wrongMac: false })
    if (name === null || name === 'tear') this.#tear = name === null ? undefined : tearOf(details)
    else if (name === 'mute') this.mute = true
    else if (name === 'wrongMac') this.wrongMac = true
    else return false
    return true
  }

  /** Counts one command; says when the card is pulled at it. */
  strike(): Tear | undefined {
    const tear = this.#tear
    if (!tear) return undefined
    this.#tear = tear.at > 0 ? { ...tear, at: tear.at - 1 } : undefined
    return tear.at > 0 ? undefined : tear
  }
}

function tearOf({ at, when, bytes }: Record<string, unknown>): Tear {
  return {
    at: typeof at === 'number' ? at : 0,
    when: when === 'after' || when === 'during' ? when : 'before',
    bytes: typeof bytes === 'number' ? bytes : 0,
  }
}
