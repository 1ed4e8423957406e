import { COIN_TABLE, Input, NOTE_TABLE, pathOf, usualTimes } from './face.ts'
import type { Face, FaceTimes } from './face.ts'

type Kind = 'coin' | 'bill'

type Check = 'sum8' | 'crc16'

const HOST = 1
const ADDRESSES = { bill: 40, coin: 2 } as const
const SLOTS = 5

/**
 * A ccTalk bill validator (address 40) or coin acceptor (address 2) on a one-wire bus, which echoes all it hears; the
 * other one may be on the same bus.
 */
export function cctalkFace(
  kind: Kind,
  times: FaceTimes = usualTimes,
  { echo = true, check = 'sum8' }: { echo?: boolean; check?: Check } = {},
): Face {
  const address = ADDRESSES[kind]
  const framed = (header: number, data: readonly number[]) =>
    check === 'sum8' ? summed(address, header, data) : withCrc(header, data)
  const table: readonly number[] = kind === 'bill' ? NOTE_TABLE : COIN_TABLE
  const input = new Input((bytes) => lengthAt(bytes, check))
  let counter = 0
  let buffer: number[] = Array.from({ length: SLOTS * 2 }, () => 0)
  let inhibits = 0
  /** Let go from the start, as with most makers: the places are not. */
  let master = true

  const typeOf = (fen: number) => 1 + table.indexOf(fen)
  function happen(a: number, b: number): void {
    counter = counter === 255 ? 1 : counter + 1
    buffer = [a, b, ...buffer].slice(0, SLOTS * 2)
  }

  const path = pathOf(
    {
      accepts(fen) {
        const takes = master && (inhibits & (1 << (typeOf(fen) - 1))) !== 0
        if (!takes) happen(0, kind === 'bill' ? 4 : 2)
        return takes
      },
      onEscrow(fen) {
        if (kind === 'bill') happen(typeOf(fen), 1)
        else path.stack()
      },
      onBoxed: (fen) => happen(typeOf(fen), kind === 'bill' ? 0 : 1),
      onReturned(_, refused) {
        if (!refused && kind === 'bill') happen(0, 1)
      },
    },
    times,
  )

  /** Faults are events here, told once when they begin and once when they end. */
  let before = { jammed: false, boxFull: false, boxOut: false }
  function look(): void {
    const { jammed, boxFull, boxOut } = path
    if (jammed && !before.jammed) happen(0, kind === 'coin' ? 14 : path.note?.place === 'pastReturn' ? 15 : 6)
    if (boxFull && !before.boxFull && kind === 'bill') happen(0, 14)
    if (boxOut !== before.boxOut && kind === 'bill') happen(0, boxOut ? 11 : 12)
    if ((before.jammed && !jammed) || (before.boxFull && !boxFull)) if (kind === 'bill') happen(0, 10)
    before = { jammed, boxFull, boxOut }
  }

  function startAnew(): void {
    counter = 0
    buffer = buffer.map(() => 0)
    inhibits = 0
    master = true
    before = { jammed: false, boxFull: false, boxOut: false }
    path.recover()
  }

  function obey(header: number, data: Buffer): number[] | 'nak' {
    const place = data[0] ?? 0
    const fen = table[place - 1]
    switch (header) {
      case 254:
        return []
      case 245:
        return [...Buffer.from(kind === 'bill' ? 'Bill Validator' : 'Coin Acceptor', 'latin1')]
      case 244:
        return [...Buffer.from(kind === 'bill' ? 'SIM-BV' : 'SIM-CA', 'latin1')]
      case 231:
        inhibits = (data[0] ?? 0) | ((data[1] ?? 0) << 8)
        return []
      case 230:
        return [inhibits & 0xff, inhibits >> 8]
      case 227:
        return [master ? 1 : 0]
      case 228:
        master = (place & 1) === 1
        return []
      case kind === 'bill' ? 159 : 229:
        return [counter, ...buffer]
      case 184:
        return name(fen === undefined ? '......' : `CN${String(fen).padStart(3, '0')}A`)
      case 157:
        return name(fen === undefined ? '.......' : `CN${String(fen / 100).padStart(4, '0')}A`)
      case 156:
        return data.toString('latin1') === 'CN' ? [100, 0, 2] : 'nak'
      case 154:
        if (place === 255) return path.hold() ? [] : [254]
        return (place === 1 ? path.stack() : path.giveBack()) ? [] : [254]
      case 153:
        return []
      case 1:
        startAnew()
        return []
      default:
        return 'nak'
    }
  }

  return {
    path,
    forget: () => input.forget(),
    hear(bytes) {
      return input.take(bytes).flatMap((frame) => {
        if (frame[0] !== address) return []
        const heard = echo ? [frame] : []
        if (!path.powered) return heard
        const answer = obey(frame[3] ?? 0, frame.subarray(4, -1))
        const reply = answer === 'nak' ? framed(5, []) : framed(0, answer)
        return [Buffer.concat([...heard, reply])]
      })
    },
    tick(now) {
      path.tick(now)
      look()
    },
    powerOff: () => path.powerOff(),
    powerOn() {
      path.powerOn()
      startAnew()
    },
    cheat(on) {
      if (on) happen(0, kind === 'bill' ? 18 : 20)
    },
    fail(on) {
      if (on && kind === 'bill') happen(0, 13)
    },
    get state() {
      return { counter, inhibits, master }
    },
    spoilers: {
      nak: (bytes) => spoilt(bytes, address, () => framed(5, [])),
      badCheck: (bytes) =>
        spoilt(bytes, address, (frame) =>
          frame.map((byte, at) => (at === frame.length - 1 ? byte ^ 0x55 : byte)),
        ),
      overLong: (bytes) =>
        spoilt(bytes, address, (frame) => frame.map((byte, at) => (at === 1 ? 0xff : byte))),
    },
  }
}

const name = (text: string) => [...Buffer.from(text, 'latin1')]

/** Only the answer is spoilt, not the echo before it. */
function spoilt(bytes: Uint8Array, address: number, spoil: (frame: Uint8Array) => Uint8Array): Uint8Array {
  const echoed = bytes[0] === address ? 5 + (bytes[1] ?? 0) : 0
  return Buffer.concat([bytes.subarray(0, echoed), spoil(bytes.subarray(echoed))])
}

function summed(address: number, header: number, data: readonly number[]): Buffer {
  const body = [HOST, data.length, address, header, ...data]
  const sum = body.reduce((total, byte) => total + byte, 0)
  return Buffer.from([...body, (256 - (sum % 256)) % 256])
}

/** The CRC takes the source's place, so the frame does not say who sent it. */
function withCrc(header: number, data: readonly number[]): Buffer {
  const crc = crcForward([HOST, data.length, header, ...data])
  return Buffer.from([HOST, data.length, crc & 0xff, header, ...data, crc >> 8])
}

/** CRC-16 with polynomial 1021 and start 0, bit by bit. */
function crcForward(bytes: readonly number[]): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff
  }
  return crc
}

/** Whole frames from the host to any acceptor: what is said to another must not be taken to pieces. */
function lengthAt(bytes: Buffer, check: Check): number | 'more' | 'no' {
  const [to, dataLength, from] = bytes
  if (to !== ADDRESSES.bill && to !== ADDRESSES.coin) return 'no'
  if (check === 'sum8' && from !== undefined && from !== HOST) return 'no'
  if (dataLength === undefined || bytes.length < dataLength + 5) return 'more'
  const length = dataLength + 5
  return isRight(bytes.subarray(0, length), check) ? length : 'no'
}

function isRight(frame: Buffer, check: Check): boolean {
  if (check === 'sum8') return frame.reduce((total, byte) => total + byte, 0) % 256 === 0
  const crc = crcForward([frame[0] ?? 0, frame[1] ?? 0, ...frame.subarray(3, -1)])
  return frame[2] === (crc & 0xff) && frame.at(-1) === crc >> 8
}
