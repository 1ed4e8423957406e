import { crcReflected, Input, NOTE_TABLE, pathOf, usualTimes } from './face.ts'
import type { Face, FaceTimes } from './face.ts'

const ADDRESS = 3
/** The six notes sit at types 2…7, as in many validators. */
const FIRST_TYPE = 2
const POWER_UP_STATE = { none: 0x10, acceptor: 0x11, stacker: 0x12 } as const
const PLACE_STATE = { inlet: 0x15, escrow: 0x80, toBox: 0x17, pastReturn: 0x17, toMouth: 0x18 } as const

/** A CashCode bill validator. */
export function ccnetFace(times: FaceTimes = usualTimes): Face {
  const input = new Input(lengthAt)
  let waitsForReset: keyof typeof POWER_UP_STATE | undefined = 'none'
  let enabled = 0
  /** Told again and again until acknowledged. */
  let untold: number[][] = []
  let told = false
  let recovering = false
  let cheated = false
  let failed = false
  let isHeld = false
  /** What it stopped for; told until RESET, also when the cause is gone. */
  let stopped: number | undefined

  const path = pathOf(
    {
      accepts: (fen) => untold.length === 0 && stopped === undefined && (enabled & (1 << typeOf(fen))) !== 0,
      onBoxed(fen) {
        if (!recovering) untold.push([0x81, typeOf(fen)])
      },
      onReturned(fen, refused) {
        if (!recovering && !refused) untold.push([0x82, typeOf(fen)])
        if (!recovering && refused) untold.push([0x1c, 0x68])
      },
    },
    times,
  )

  function state(): number[] {
    const { note } = path
    if (waitsForReset) return [POWER_UP_STATE[waitsForReset]]
    if (stopped !== undefined) return stopped === 0x47 ? [0x47, 0x50] : [stopped]
    if (path.boxOut) return [0x42]
    if (recovering) return [0x13]
    const [event] = untold
    if (event) {
      told = true
      return event
    }
    if (note?.place === 'escrow' && isHeld) return [0x1a]
    if (note?.place === 'escrow') return [0x80, typeOf(note.fen)]
    if (note) return [PLACE_STATE[note.place]]
    if (path.boxFull) return [0x41]
    return [enabled === 0 ? 0x19 : 0x14]
  }

  /** What stops it stays told until RESET. */
  function look(): void {
    if (path.jammed) stopped ??= path.note?.place === 'pastReturn' ? 0x44 : 0x43
    else if (cheated) stopped ??= 0x45
    else if (failed) stopped ??= 0x47
  }

  function obey(command: number, data: Buffer): number[] | undefined {
    // Nothing moves before RESET.
    if (waitsForReset && [0x35, 0x36, 0x38].includes(command)) return [0x30]
    switch (command) {
      case 0x00:
        if (told) untold = untold.slice(1)
        told = false
        return undefined
      case 0x30:
        waitsForReset = undefined
        stopped = undefined
        isHeld = false
        enabled = 0
        untold = []
        recovering = path.note !== undefined
        path.recover()
        return [0x00]
      case 0x31:
        return [...mask(enabled), 0, 0, 0]
      case 0x33:
        return state()
      case 0x34:
        if (waitsForReset) return [0x30]
        enabled = ((data[0] ?? 0) << 16) | ((data[1] ?? 0) << 8) | (data[2] ?? 0)
        return [0x00]
      case 0x35:
        return [stopped === undefined && path.stack() ? 0x00 : 0x30]
      case 0x36:
        return [stopped === undefined && path.giveBack() ? 0x00 : 0x30]
      case 0x37:
        return [...Buffer.from('SIM-SM-CN1234  000000000001'.padEnd(34, '\0'), 'latin1')]
      case 0x38:
        isHeld = path.hold()
        return [isHeld ? 0x00 : 0x30]
      case 0x41:
        return billTable()
      default:
        return [0x30]
    }
  }

  return {
    path,
    forget: () => input.forget(),
    hear(bytes) {
      return input.take(bytes).flatMap((frame) => {
        if (!path.powered) return []
        const answer = obey(frame[3] ?? 0, frame.subarray(4, -2))
        return answer ? [framed(answer)] : []
      })
    },
    tick(now) {
      look()
      path.tick(now)
      if (path.note?.place !== 'escrow') isHeld = false
      if (!path.note) recovering = false
    },
    powerOff: () => path.powerOff(),
    powerOn() {
      path.powerOn()
      enabled = 0
      untold = []
      told = false
      cheated = false
      stopped = undefined
      isHeld = false
      waitsForReset = path.found
    },
    cheat: (on) => (cheated = on),
    fail: (on) => (failed = on),
    get state() {
      return {
        enabled,
        untold: untold.length,
        waitsForReset: waitsForReset ?? null,
        stopped: stopped ?? null,
        held: isHeld,
      }
    },
    spoilers: {
      nak: () => framed([0xff]),
      badCheck: (frame) => frame.map((byte, at) => (at === frame.length - 1 ? byte ^ 0x55 : byte)),
      overLong: (frame) => frame.map((byte, at) => (at === 2 ? 0xfa : byte)),
    },
  }
}

const typeOf = (fen: number) => FIRST_TYPE + NOTE_TABLE.indexOf(fen as 100)
const mask = (types: number) => [(types >> 16) & 0xff, (types >> 8) & 0xff, types & 0xff]

function billTable(): number[] {
  return Array.from({ length: 24 }, (_, type) => {
    const fen = NOTE_TABLE[type - FIRST_TYPE]
    if (fen === undefined) return [0, 0, 0, 0, 0]
    const yuan = fen / 100
    const power = yuan >= 10 ? 1 : 0
    return [yuan / 10 ** power, ...Buffer.from('CHN', 'latin1'), power]
  }).flat()
}

function framed(body: readonly number[]): Buffer {
  const head = Buffer.from([0x02, ADDRESS, body.length + 5, ...body])
  const crc = crcReflected(head)
  return Buffer.concat([head, Buffer.from([crc & 0xff, crc >> 8])])
}

function lengthAt(bytes: Buffer): number | 'more' | 'no' {
  if (bytes[0] !== 0x02 || (bytes.length > 1 && bytes[1] !== ADDRESS)) return 'no'
  const length = bytes[2]
  if (length === undefined) return 'more'
  if (length < 6) return 'no'
  if (bytes.length < length) return 'more'
  return crcReflected(bytes.subarray(0, length - 2)) === bytes.readUInt16LE(length - 2) ? length : 'no'
}
