import { crcReflected, Input, NOTE_TABLE, pathOf, usualTimes } from './face.ts'
import type { Face, FaceTimes } from './face.ts'

const POWER_UP_STATUS = { none: 0x40, acceptor: 0x41, stacker: 0x42 } as const
const PLACE_STATUS = { inlet: 0x12, escrow: 0x13, toBox: 0x14, pastReturn: 0x14, toMouth: 0x18 } as const

/** A JCM acceptor with a frame of its own for each answer. */
export function id003Face(times: FaceTimes = usualTimes): Face {
  const input = new Input(lengthAt)
  let waitsForReset: keyof typeof POWER_UP_STATUS | undefined = 'none'
  let inhibited = true
  let refusedMask = 0xffff
  let vendValid = false
  let stackedAt = Number.NEGATIVE_INFINITY
  let cheated = false
  let vendValids = 0
  let recovering = false
  let failed = false
  /** HOLD was taken for the note in escrow, at this time. */
  let heldAt: number | undefined
  /** What it stopped for; told until RESET, also when the cause is gone. */
  let stopped: number | undefined

  const path = pathOf(
    {
      accepts: (fen) =>
        !inhibited &&
        !vendValid &&
        stopped === undefined &&
        (refusedMask & (1 << NOTE_TABLE.indexOf(fen as 100))) === 0,
      onBoxed: () => (vendValid = waitsForReset === undefined && !recovering),
    },
    times,
  )

  function status(): number[] {
    const { note } = path
    if (waitsForReset) return [POWER_UP_STATUS[waitsForReset]]
    if (stopped !== undefined) return stopped === 0x49 ? [0x49, 0xa2] : [stopped]
    if (path.boxOut) return [0x44]
    if (recovering) return [0x1b]
    if (vendValid) {
      vendValids += 1
      return [0x15]
    }
    if (path.now - stackedAt < path.times.moveMs) return [0x16]
    if (note?.refused) return [0x17, 0x79]
    if (note?.place === 'escrow' && isHeld()) return [0x19]
    if (note?.place === 'escrow') return [0x13, 0x61 + NOTE_TABLE.indexOf(note.fen as 100)]
    if (note) return [PLACE_STATUS[note.place]]
    if (path.boxFull) return [0x43]
    return [inhibited ? 0x1a : 0x11]
  }

  /** Most say HOLDING until the next order; some fall back to ESCROW. */
  function isHeld(): boolean {
    const { holdingMs = Number.POSITIVE_INFINITY } = times
    return heldAt !== undefined && path.now - heldAt < holdingMs
  }

  /** What stops it stays told until RESET. */
  function look(): void {
    if (path.jammed) stopped ??= path.note?.place === 'pastReturn' ? 0x46 : 0x45
    else if (cheated) stopped ??= 0x48
    else if (failed) stopped ??= 0x49
  }

  function obey(command: number, data: Buffer): number[] | undefined {
    // Nothing moves before RESET.
    if (waitsForReset && command >= 0x41 && command <= 0x44) return [0x4b]
    switch (command) {
      case 0x11:
        return status()
      case 0x40:
        waitsForReset = undefined
        stopped = undefined
        heldAt = undefined
        inhibited = true
        refusedMask = 0xffff
        vendValid = false
        recovering = path.note !== undefined
        path.recover()
        return [0x50]
      case 0x41:
      case 0x42:
        return [stopped === undefined && path.stack() ? 0x50 : 0x4b]
      case 0x43:
        return [stopped === undefined && path.giveBack() ? 0x50 : 0x4b]
      case 0x44:
        if (!path.hold()) return [0x4b]
        heldAt = path.now
        return [0x50]
      case 0x50:
        if (vendValid) stackedAt = path.now
        vendValid = false
        return undefined
      case 0x88:
        return [0x88, ...Buffer.from('SIM(CHN)-ID003 V1.0', 'latin1')]
      case 0x8a:
        if (waitsForReset) return [0x4b]
        return [0x8a, ...NOTE_TABLE.flatMap((fen, place) => [0x61 + place, 0x10, ...inYuan(fen)])]
      case 0xc0:
        refusedMask = (data[0] ?? 0) | ((data[1] ?? 0) << 8)
        return [0xc0, ...data]
      case 0xc3:
        inhibited = data[0] === 1
        return [0xc3, ...data]
      default:
        return [0x4b]
    }
  }

  return {
    path,
    forget: () => input.forget(),
    hear(bytes) {
      return input.take(bytes).flatMap((frame) => {
        if (!path.powered) return []
        const answer = obey(frame[2] ?? 0, frame.subarray(3, -2))
        return answer ? [framed(answer)] : []
      })
    },
    tick(now) {
      look()
      path.tick(now)
      if (path.note?.place !== 'escrow') heldAt = undefined
      if (!path.note) recovering = false
    },
    powerOff: () => path.powerOff(),
    powerOn() {
      path.powerOn()
      inhibited = true
      vendValid = false
      cheated = false
      stopped = undefined
      heldAt = undefined
      waitsForReset = path.found
    },
    cheat: (on) => (cheated = on),
    fail: (on) => (failed = on),
    get state() {
      return {
        inhibited,
        vendValid,
        vendValids,
        waitsForReset: waitsForReset ?? null,
        stopped: stopped ?? null,
        held: isHeld(),
      }
    },
    spoilers: {
      nak: () => framed([0x4b]),
      badCheck: (frame) => frame.map((byte, at) => (at === frame.length - 1 ? byte ^ 0x55 : byte)),
      overLong: (frame) => frame.map((byte, at) => (at === 1 ? 0xff : byte)),
    },
  }
}

/** One and the power of ten that make so many yuan. */
function inYuan(fen: number): [number, number] {
  const yuan = fen / 100
  return yuan % 10 === 0 && yuan >= 10 ? [yuan / 10, 1] : [yuan, 0]
}

function framed(body: readonly number[]): Buffer {
  const head = Buffer.from([0xfc, body.length + 4, ...body])
  const crc = crcReflected(head)
  return Buffer.concat([head, Buffer.from([crc & 0xff, crc >> 8])])
}

function lengthAt(bytes: Buffer): number | 'more' | 'no' {
  if (bytes[0] !== 0xfc) return 'no'
  const length = bytes[1]
  if (length === undefined) return 'more'
  if (length < 5) return 'no'
  if (bytes.length < length) return 'more'
  return crcReflected(bytes.subarray(0, length - 2)) === bytes.readUInt16LE(length - 2) ? length : 'no'
}
