import { Input, NOTE_TABLE, pathOf, usualTimes } from './face.ts'
import type { Face, FaceTimes } from './face.ts'

type Reported = { code: number; channel?: number }

/** An Innovative Technology note validator. */
export function sspFace(times: FaceTimes = usualTimes, { knowsAck = true } = {}): Face {
  const input = new Input(lengthAt)
  let lastFlag: number | undefined
  let lastReply: number[] = []
  let enabled = false
  let inhibits = 0
  let heardAt = 0
  let readTold = false
  let recovering = false
  let cheated = false
  /** Told once, in the next answer. */
  let news: Reported[] = [{ code: 0xf1 }]
  /** Told in every poll with acknowledgement until acknowledged. */
  let credits: Reported[] = []
  let told = 0

  const path = pathOf(
    {
      accepts: (fen) => enabled && (inhibits & ((1 << channelOf(fen)) >> 1)) !== 0,
      onEscrow: () => (readTold = false),
      onPastReturn: (fen) => credits.push({ code: 0xee, channel: channelOf(fen) }),
      onBoxed(fen) {
        if (recovering) credits.push({ code: 0xe2, channel: channelOf(fen) })
        else news.push({ code: 0xeb })
      },
      onReturned(fen) {
        if (recovering) credits.push({ code: 0xe1, channel: channelOf(fen) })
        else news.push({ code: 0xec })
      },
    },
    times,
  )

  function poll(withAck: boolean): number[] {
    const { note } = path
    const now: Reported[] = [...news, ...credits]
    news = []
    told = credits.length
    if (!withAck) credits = []
    if (path.jammed) now.push({ code: note?.place === 'pastReturn' ? 0xea : 0xe9 })
    if (cheated) now.push({ code: 0xe6, channel: 0 })
    if (path.boxFull) now.push({ code: 0xe7 })
    if (!enabled) now.push({ code: 0xe8 })
    if (note?.place === 'inlet') now.push({ code: 0xef, channel: 0 })
    if (note?.place === 'toBox' || note?.place === 'pastReturn') now.push({ code: 0xcc })
    if (note?.place === 'toMouth') now.push({ code: 0xed })
    if (note?.place === 'escrow' && readTold) {
      path.stack()
      now.push({ code: 0xcc })
    } else if (note?.place === 'escrow') {
      readTold = true
      now.push({ code: 0xef, channel: channelOf(note.fen) })
    }
    return [0xf0, ...now.flatMap(({ code, channel }) => (channel === undefined ? [code] : [code, channel]))]
  }

  function startAnew(): void {
    lastFlag = undefined
    enabled = false
    inhibits = 0
    news = [{ code: 0xf1 }]
    credits = []
    told = 0
    recovering = path.note !== undefined
    path.recover()
  }

  function obey(command: number, data: Buffer): number[] {
    switch (command) {
      case 0x01:
        startAnew()
        return [0xf0]
      case 0x11:
        return [0xf0]
      case 0x02:
        inhibits = (data[0] ?? 0) | ((data[1] ?? 0) << 8)
        return [0xf0]
      case 0x05:
        return [0xf0, ...setup()]
      case 0x06:
        return [(data[0] ?? 0) <= 7 ? 0xf0 : 0xf8]
      case 0x07:
        return poll(false)
      case 0x08:
        return [path.giveBack() ? 0xf0 : 0xf5]
      case 0x09:
        enabled = false
        return [0xf0]
      case 0x0a:
        enabled = true
        return [0xf0]
      case 0x0c:
        return [0xf0, 0x00, 0x01, 0x86, 0xa0]
      case 0x18:
        return [path.hold() ? 0xf0 : 0xf5]
      case 0x56:
        return knowsAck ? poll(true) : [0xf2]
      case 0x57:
        if (!knowsAck || told === 0) return [0xf5]
        credits = credits.slice(told)
        told = 0
        return [0xf0]
      default:
        return [0xf2]
    }
  }

  return {
    path,
    forget: () => input.forget(),
    hear(bytes) {
      return input.take(bytes).flatMap((raw) => {
        const frame = plain(raw)
        if (!path.powered || ((frame[0] ?? 0) & 0x7f) !== 0) return []
        const flag = (frame[0] ?? 0) & 0x80
        const command = frame[2] ?? 0
        heardAt = path.now
        // The flag of the last question: its answer was lost, so it is given again and nothing is done.
        if (command !== 0x11 && flag === lastFlag) return [framed(flag, lastReply)]
        lastFlag = flag
        lastReply = obey(command, frame.subarray(3, -2))
        return [framed(flag, lastReply)]
      })
    },
    tick(now) {
      path.tick(now)
      if (!path.note) recovering = false
      if (now - heardAt > times.silenceMs) enabled = false
    },
    powerOff: () => path.powerOff(),
    powerOn() {
      path.powerOn()
      cheated = false
      startAnew()
    },
    cheat: (on) => (cheated = on),
    fail: () => undefined,
    get state() {
      return { enabled, inhibits, untold: credits.length }
    },
    spoilers: {
      nak: (frame) => framed((frame[1] ?? 0) & 0x80, [0xf5]),
      badCheck: (frame) => frame.map((byte, at) => (at === frame.length - 1 ? byte ^ 0x01 : byte)),
      overLong: (frame) => frame.map((byte, at) => (at === 2 ? 0xff : byte)),
    },
  }
}

const channelOf = (fen: number) => 1 + NOTE_TABLE.indexOf(fen as 100)

/** Values in yuan, real value multiplier 100, protocol 7 with the long table. */
function setup(): number[] {
  const count = NOTE_TABLE.length
  const yuan = NOTE_TABLE.map((fen) => fen / 100)
  return [
    ...[0x00, ...Buffer.from('0334CHN', 'latin1'), 0, 0, 0, count],
    ...yuan,
    ...yuan.map(() => 2),
    ...[0, 0, 100, 7],
    ...yuan.flatMap(() => [...Buffer.from('CHN', 'latin1')]),
    ...yuan.flatMap((value) => [value, 0, 0, 0]),
  ]
}

function crc(bytes: Uint8Array): number {
  let value = 0xffff
  for (const byte of bytes) {
    value ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1)
      value = value & 0x8000 ? ((value << 1) ^ 0x8005) & 0xffff : (value << 1) & 0xffff
  }
  return value
}

function framed(flag: number, data: readonly number[]): Buffer {
  const body = Buffer.from([flag, data.length, ...data])
  const check = crc(body)
  const all = [...body, check & 0xff, check >> 8]
  return Buffer.from([0x7f, ...all.flatMap((byte) => (byte === 0x7f ? [0x7f, 0x7f] : [byte]))])
}

/** The bytes between start and end with the doubled ones single again. */
function plain(raw: Buffer): Buffer {
  const bytes: number[] = []
  for (let at = 1; at < raw.length; at += 1) {
    if (raw[at] === 0x7f) at += 1
    bytes.push(raw[at] ?? 0)
  }
  return Buffer.from(bytes)
}

function lengthAt(bytes: Buffer): number | 'more' | 'no' {
  if (bytes[0] !== 0x7f) return 'no'
  let count = 0
  let wanted = Number.POSITIVE_INFINITY
  for (let at = 1; at < bytes.length; at += 1) {
    if (bytes[at] === 0x7f) {
      at += 1
      if (at === bytes.length) return 'more'
      if (bytes[at] !== 0x7f) return 'no'
    }
    count += 1
    if (count === 2) wanted = (bytes[at] ?? 0) + 4
    if (count < wanted) continue
    const body = plain(bytes.subarray(0, at + 1))
    return crc(body.subarray(0, -2)) === body.readUInt16LE(body.length - 2) ? at + 1 : 'no'
  }
  return 'more'
}
