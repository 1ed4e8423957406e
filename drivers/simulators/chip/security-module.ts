import { diversify, encipher, macOf, simulatedKeys } from './keys.ts'
import type { MasterKeys } from './keys.ts'

type Request = { serial: Uint8Array; challenge: Uint8Array }

/** The utility's security module (加密机) for simulated cards: knows the master keys and tells only results. */
export class SimulatedSecurityModule {
  readonly #keys: MasterKeys

  constructor(keys: MasterKeys = simulatedKeys) {
    this.#keys = keys
  }

  /** What a genuine card must answer to `challenge`. */
  async cardResponse({ serial, challenge }: Request): Promise<Uint8Array> {
    return encipher(diversify(this.#keys.internal, serial), challenge)
  }

  /** What proves to the card that we may write. */
  async hostResponse({ serial, challenge }: Request): Promise<Uint8Array> {
    return encipher(diversify(this.#keys.external, serial), challenge)
  }

  /** The MAC of a command, header included. */
  async mac({ serial, challenge, message }: Request & { message: Uint8Array }): Promise<Uint8Array> {
    return macOf(diversify(this.#keys.mac, serial), challenge, message)
  }
}
