import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Of this simulator alone; a real one never leaves the module. */
const MASTER = '0123456789ABCDEFFEDCBA9876543210'
/** Working keys of an earlier day, which no acquirer knows any more. */
const EARLIER = { pin: '5A5A0101020203030404050506060707', track: 'A5A5080809090A0A0B0B0C0C0D0D0E0E' }
const NAMES = { 1: 'pin', 2: 'track' } as const

export type KeyName = (typeof NAMES)[keyof typeof NAMES]

/** The security module: a master key and two working keys of two parts (3DES). */
export class KeyStore {
  #master: Buffer = Buffer.from(MASTER, 'hex')
  #keys: Partial<Record<KeyName, Buffer>> = {}

  constructor({ isNew }: { isNew: boolean }) {
    if (!isNew) this.put(EARLIER)
  }

  setMaster(key: string): null {
    this.#master = keyOf(key)
    return null
  }

  has(name: KeyName): boolean {
    return this.#keys[name] !== undefined
  }

  put(keys: Record<string, unknown>): null {
    for (const name of Object.values(NAMES))
      if (typeof keys[name] === 'string') this.#keys[name] = keyOf(keys[name])
    return null
  }

  /** Takes a key enciphered under the master key; answers its check value, null when that is not the one told. */
  load(which: number, cipher: Buffer, checkValue: Buffer): Buffer | null {
    const name = which === 1 || which === 2 ? NAMES[which] : undefined
    if (!name || cipher.length !== 16) return null
    const key = tripleDes(this.#master, cipher, 'decipher')
    if (!checkOf(key).equals(checkValue)) return null
    this.#keys[name] = key
    return checkOf(key)
  }

  erase(): void {
    this.#keys = {}
  }

  /** Enciphers whole blocks of eight bytes. */
  encipher(name: KeyName, plain: Buffer): Buffer {
    const key = this.#keys[name]
    if (!key) throw new Error(`no ${name} key`)
    return tripleDes(key, plain, 'encipher')
  }

  checkValues(): Record<KeyName, string | null> {
    const { pin, track } = this.#keys
    return { pin: pin ? hex(checkOf(pin)) : null, track: track ? hex(checkOf(track)) : null }
  }
}

function tripleDes(key: Buffer, data: Buffer, way: 'encipher' | 'decipher'): Buffer {
  const three = Buffer.concat([key, key.subarray(0, 8)])
  const cipher =
    way === 'encipher' ? createCipheriv('des-ede3', three, null) : createDecipheriv('des-ede3', three, null)
  cipher.setAutoPadding(false)
  return Buffer.concat([cipher.update(data), cipher.final()])
}

function checkOf(key: Buffer): Buffer {
  return tripleDes(key, Buffer.alloc(8), 'encipher').subarray(0, 4)
}

function keyOf(text: string): Buffer {
  if (!/^[0-9a-f]{32}$/i.test(text)) throw new Error('a key of 32 hexadecimal digits')
  return Buffer.from(text, 'hex')
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase()
}
