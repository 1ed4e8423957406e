import { LAYOUTS } from './frames.ts'
import type { Mechanics, Moved, Target } from './mechanics.ts'
import type { Family } from './unit.ts'

const Y = 0x59
const Z = 0x5a
const N = 0x4e
const E = 0x45
const W = 0x57
const trackText = Buffer.from(';9900000000000000=99121010000?', 'latin1')

/** The CRT-310 of Creator. */
export const crt310: Family = {
  layout: LAYOUTS.crt310,
  waitsForEnq: true,
  wantsAck: false,
  cancelled: Buffer.of(0x04),
  // 8.2.1: after power on the entry opens by its switch, until told otherwise.
  wake(mechanics) {
    mechanics.entryOpen = true
  },
  track: Buffer.concat([Buffer.of(0x35, 0x31, Y), trackText]),
  carryOut(text, mechanics, mishaps) {
    const [command = 0, parameter = 0] = text
    const data = text.subarray(2)
    const reply = (...bytes: number[]) => Buffer.of(command, parameter, ...bytes)
    const refuse = (error: number) => Buffer.of(N, command, error)
    const letter = (moved: Moved) => {
      const swapped = mishaps.has('swappedLetters')
      if (moved === 'noCard') return E
      if (moved === 'notHeld') return W
      return (moved === 'done') !== swapped ? Y : N
    }
    switch (command) {
      case 0x30: {
        if (mechanics.fault) return refuse(0x02)
        mechanics.powerOff()
        const name = mishaps.has('tracks') ? trackText : Buffer.from('CRT310_V3.0', 'latin1')
        return reply(...name)
      }
      case 0x31:
        return parameter === 0x30 ? reply(...status(mechanics)) : reply(0x30, 0x30, 0x30, 0x30, 0x30)
      case 0x2f:
        mechanics.entryOpen = parameter !== 0x31
        return reply(letter('done'))
      case 0x32: {
        if (parameter === 0x34 && mechanics.card?.size === 'normal') return refuse(0x02)
        const to = targets[parameter]
        const moved = to && mechanics.move(to)
        if (moved === 'odd') return refuse(0x06)
        return moved ? reply(letter(moved)) : refuse(0x01)
      }
      case 0x33:
        if (parameter === 0x31) mechanics.powerOff()
        return reply(mechanics.card ? (mechanics.place === 'contacts' ? Y : W) : E)
      case 0x37:
        return chip(parameter, data, mechanics, reply)
      case 0x38:
        return memory(parameter, data, mechanics, reply)
      default:
        return refuse(0x00)
    }
  },
}

/** Part 8 of the maker's document: 30 and 31 by the front, loose and held; 32 to 34 by the rear, 34 for odd cards only. */
const targets: Readonly<Record<number, Target>> = {
  0x2e: 'inside',
  0x2f: 'contacts',
  0x30: 'loose',
  0x31: 'gate',
  0x32: 'bin',
  0x33: 'bin',
  0x34: 'bin',
}

function status({ card, place, held, entryOpen }: Mechanics): number[] {
  const places = { none: 0x4e, gate: held ? 0x49 : 0x48, inside: 0x4a, contacts: 0x4b }
  const odd = { normal: undefined, long: 0x46, short: 0x47 }[card?.size ?? 'normal']
  const where = odd !== undefined && place !== 'gate' ? odd : places[place]
  return [where, entryOpen ? 0x4a : 0x4e, 0x4e]
}

type Reply = (...bytes: number[]) => Buffer

function chip(parameter: number, data: Buffer, mechanics: Mechanics, reply: Reply): Buffer {
  if (!mechanics.card) return reply(E)
  if (mechanics.place !== 'contacts') return reply(W)
  if (parameter === 0x30 || parameter === 0x2f) {
    const atr = mechanics.resetChip()
    if (!atr) return reply(N)
    const t1 = (atr[1] ?? 0) & 0x80 ? ((atr[2] ?? 0) & 0x0f) === 1 : false
    return reply(t1 ? Z : Y, 0, atr.length, ...atr)
  }
  const length = data.readUInt16BE(0)
  const response = mechanics.chip?.apdu(data.subarray(2, 2 + length))
  return response ? reply(Y, response.length >> 8, response.length & 0xff, ...response) : reply(N)
}

function memory(parameter: number, data: Buffer, { memory: card }: Mechanics, reply: Reply): Buffer {
  if (!card) return reply(N)
  const [offset = 0, length = 0] = data
  switch (parameter) {
    case 0x30:
      return reply(Y, ...card.reset())
    case 0x31:
      return reply(Y, offset, length, ...card.main.subarray(offset, offset + (length || 0x100)))
    case 0x32:
      return reply(Y, ...card.protection())
    case 0x33:
      return reply(Y, ...card.security())
    case 0x34:
      card.verify(data)
      return reply(Y)
    case 0x35:
      card.write(offset, data.subarray(2))
      return reply(Y)
    case 0x36:
      card.protect(offset, data.subarray(2))
      return reply(Y)
    default:
      return reply(N)
  }
}
