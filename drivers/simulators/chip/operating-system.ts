import { randomBytes } from 'node:crypto'
import { answer, readApdu } from './apdu.ts'
import type { Apdu } from './apdu.ts'
import { diversify, encipher, macOf } from './keys.ts'
import type { MasterKeys } from './keys.ts'

/** Right and wrong as ISO/IEC 7816-4 and PBOC 2.0 part 1 number them. */
const SW = {
  ok: 0x9000,
  wrongLength: 0x6700,
  notAllowed: 0x6982,
  blocked: 0x6983,
  noChallenge: 0x6984,
  nothingToGive: 0x6985,
  noFile: 0x6986,
  wrongMac: 0x6988,
  fileNotFound: 0x6a82,
  wrongP1P2: 0x6a86,
  keyNotFound: 0x6a88,
  wrongOffset: 0x6b00,
  wrongIns: 0x6d00,
  wrongCla: 0x6e00,
} as const

const MF = 0x3f00
const DF = 0xdf01
const TRIES = 3

type Parts = {
  protocol: 'T=0' | 'T=1'
  /** Number of the card, 8 bytes. */
  serial: Uint8Array
  /** Under DF01, by short identifier; changed in place of a write. */
  files: Map<number, Uint8Array>
  /** Without keys every file may be written freely. */
  keys?: MasterKeys
  /** Whether MACs go wrong. */
  wrongMac: () => boolean
}

/** The operating system of a simulated CPU card: files, keys, two authentications, secure messaging. */
export class OperatingSystem {
  readonly #parts: Parts
  #directory = MF
  #file: number | undefined
  #challenge: Uint8Array | undefined
  #authenticated = false
  #kept = new Uint8Array()
  #keyTries = TRIES

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Power is gone: everything but files and counters is forgotten. */
  reset(): void {
    this.#directory = MF
    this.#file = undefined
    this.#challenge = undefined
    this.#authenticated = false
    this.#kept = new Uint8Array()
  }

  run(bytes: Uint8Array): Uint8Array {
    const apdu = readApdu(bytes)
    if (!apdu) return answer(SW.wrongLength)
    const challenge = this.#challenge
    this.#challenge = undefined
    if (apdu.ins !== 0xc0) this.#kept = new Uint8Array()
    if (apdu.cla === 0x04) return this.#secured(apdu, challenge)
    if (apdu.cla !== 0x00) return answer(SW.wrongCla)
    switch (apdu.ins) {
      case 0xa4:
        return this.#select(apdu)
      case 0xb0:
        return this.#read(apdu)
      case 0xd6:
        return this.#parts.keys ? answer(SW.notAllowed) : this.#write(apdu, apdu.data)
      case 0xc0:
        return this.#getResponse(apdu)
      case 0x84:
        return this.#getChallenge(apdu)
      case 0x88:
        return this.#internalAuthenticate(apdu)
      case 0x82:
        return this.#externalAuthenticate(apdu, challenge)
      default:
        return answer(SW.wrongIns)
    }
  }

  #secured(apdu: Apdu, challenge: Uint8Array | undefined): Uint8Array {
    if (apdu.ins === 0xb0) return this.#readWithMac(apdu)
    if (apdu.ins === 0xd6) return this.#writeWithMac(apdu, challenge)
    return answer(apdu.ins === 0xa4 || apdu.ins === 0x84 ? SW.wrongCla : SW.wrongIns)
  }

  #select({ p1, p2, data }: Apdu): Uint8Array {
    if (p1 !== 0 || p2 !== 0) return answer(SW.wrongP1P2)
    if (data.length !== 2) return answer(SW.wrongLength)
    const id = ((data[0] ?? 0) << 8) | (data[1] ?? 0)
    if (id === MF || id === DF) {
      this.#directory = id
      this.#file = undefined
      this.#authenticated = false
    } else if (this.#directory === DF && this.#parts.files.has(id)) {
      this.#file = id
    } else {
      return answer(SW.fileNotFound)
    }
    return this.#give(Uint8Array.of(0x6f, 0x04, 0x84, 0x02, ...data))
  }

  #read(apdu: Apdu): Uint8Array {
    const place = this.#place(apdu)
    if (typeof place === 'number') return answer(place)
    const available = place.content.length - place.offset
    const { le = 256 } = apdu
    if (le > available) {
      const whole = le === 256 && this.#parts.protocol === 'T=1'
      return whole ? answer(SW.ok, place.content.slice(place.offset)) : answer(0x6c00 | (available & 0xff))
    }
    return answer(SW.ok, place.content.slice(place.offset, place.offset + le))
  }

  /** Data: a challenge of 4 bytes, the command the reader will write elsewhere with, 5 bytes; its Le counts the MAC. */
  #readWithMac(apdu: Apdu): Uint8Array {
    const place = this.#place(apdu)
    const { keys } = this.#parts
    if (typeof place === 'number') return answer(place)
    if (!keys) return answer(SW.keyNotFound)
    if (apdu.data.length !== 9 && apdu.data.length !== 17) return answer(SW.wrongLength)
    const length = (apdu.data[8] ?? 0) - 4
    const content = place.content.slice(place.offset, place.offset + length)
    if (length < 1 || content.length < length) return answer(SW.wrongLength)
    const message = Uint8Array.of(...apdu.data.subarray(4, 9), ...content)
    return this.#give(Uint8Array.of(...content, ...this.#mac(keys, apdu.data.subarray(0, 4), message)))
  }

  #writeWithMac(apdu: Apdu, challenge: Uint8Array | undefined): Uint8Array {
    const { keys } = this.#parts
    if (!keys) return answer(SW.keyNotFound)
    if (!this.#authenticated) return answer(SW.notAllowed)
    if (this.#keyTries === 0) return answer(SW.blocked)
    if (!challenge) return answer(SW.noChallenge)
    if (apdu.data.length < 5) return answer(SW.wrongLength)
    const data = apdu.data.slice(0, -4)
    const message = Uint8Array.of(apdu.cla, apdu.ins, apdu.p1, apdu.p2, apdu.data.length, ...data)
    if (!equal(apdu.data.subarray(-4), this.#mac(keys, challenge, message))) {
      this.#keyTries -= 1
      return answer(SW.wrongMac)
    }
    this.#keyTries = TRIES
    return this.#write(apdu, data)
  }

  /** A write happens whole or not at all: the card backs up what it overwrites until it is done. */
  #write(apdu: Apdu, data: Uint8Array): Uint8Array {
    const place = this.#place(apdu)
    if (typeof place === 'number') return answer(place)
    if (place.offset + data.length > place.content.length) return answer(SW.wrongLength)
    const changed = place.content.slice()
    changed.set(data, place.offset)
    this.#parts.files.set(place.file, changed)
    return answer(SW.ok)
  }

  #getResponse({ le = 256 }: Apdu): Uint8Array {
    const { length } = this.#kept
    if (length === 0) return answer(SW.nothingToGive)
    if (le > length) return answer(0x6c00 | length)
    const data = this.#kept.slice(0, le)
    this.#kept = this.#kept.slice(le)
    return answer(this.#kept.length > 0 ? 0x6100 | this.#kept.length : SW.ok, data)
  }

  #getChallenge({ p1, p2, le }: Apdu): Uint8Array {
    if (p1 !== 0 || p2 !== 0) return answer(SW.wrongP1P2)
    if (le !== 4 && le !== 8) return answer(le === 256 ? 0x6c08 : SW.wrongLength)
    this.#challenge = Uint8Array.from(randomBytes(le))
    return answer(SW.ok, this.#challenge)
  }

  #internalAuthenticate({ p2, data }: Apdu): Uint8Array {
    const { keys, serial } = this.#parts
    if (!keys || p2 !== 1) return answer(SW.keyNotFound)
    if (data.length !== 8) return answer(SW.wrongLength)
    return this.#give(encipher(diversify(keys.internal, serial), data))
  }

  #externalAuthenticate({ p2, data }: Apdu, challenge: Uint8Array | undefined): Uint8Array {
    const { keys, serial } = this.#parts
    if (!keys || p2 !== 2) return answer(SW.keyNotFound)
    if (data.length !== 8) return answer(SW.wrongLength)
    if (this.#keyTries === 0) return answer(SW.blocked)
    if (challenge?.length !== 8) return answer(SW.noChallenge)
    if (!equal(data, encipher(diversify(keys.external, serial), challenge))) {
      this.#keyTries -= 1
      return answer(0x63c0 | this.#keyTries)
    }
    this.#keyTries = TRIES
    this.#authenticated = true
    return answer(SW.ok)
  }

  /** Under T=0 a command that brought data cannot take any along: the answer is fetched by GET RESPONSE. */
  #give(data: Uint8Array): Uint8Array {
    if (this.#parts.protocol === 'T=1') return answer(SW.ok, data)
    this.#kept = Uint8Array.from(data)
    return answer(0x6100 | data.length)
  }

  /** The file and place a read or write means, or the status word of its mistake. */
  #place({ p1, p2 }: Apdu): { file: number; content: Uint8Array; offset: number } | number {
    const short = (p1 & 0x80) !== 0
    if (short && this.#directory !== DF) return SW.fileNotFound
    const file = short ? p1 & 0x1f : this.#file
    if (file === undefined) return SW.noFile
    const content = this.#parts.files.get(file)
    if (!content) return SW.fileNotFound
    if (short) this.#file = file
    const offset = short ? p2 : (p1 << 8) | p2
    return offset >= content.length ? SW.wrongOffset : { file, content, offset }
  }

  #mac(keys: MasterKeys, challenge: Uint8Array, message: Uint8Array): Uint8Array {
    const mac = macOf(diversify(keys.mac, this.#parts.serial), challenge, message)
    return this.#parts.wrongMac() ? mac.map((byte) => byte ^ 0xff) : mac
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
