import { LAYOUTS } from './frames.ts'
import type { Mechanics, Target } from './mechanics.ts'
import { chip, moved, replies } from './status-family.ts'
import type { Replies } from './status-family.ts'
import type { Family } from './unit.ts'

const trackText = Buffer.from(';9900000000000000=99121010000?', 'latin1')
/** Command 32 of the maker's document: 30 is the holding position at the gate, 39 lets the card go. */
const targets: Readonly<Record<number, Target>> = {
  0x30: 'gate',
  0x31: 'contacts',
  0x32: 'inside',
  0x33: 'bin',
  0x39: 'out',
}

/** The CRT-571 and CRT-591-M of Creator. */
export const crt571: Family = {
  layout: LAYOUTS.crt571,
  waitsForEnq: false,
  wantsAck: true,
  cancelled: Buffer.of(0x04),
  wake(mechanics, mishaps) {
    mechanics.entryOpen = false
    mishaps.set('notReset', {})
  },
  track: Buffer.concat([Buffer.from('P61012', 'latin1'), trackText]),
  carryOut(text, mechanics, mishaps) {
    const [, command = 0, parameter = 0] = text
    const data = text.subarray(3)
    const answer = replies(text, () => status(mechanics), mishaps.has('letterE') ? 0x45 : 0x4e)
    if (command !== 0x30 && mishaps.strikes('notReset', text)) return answer.fail('B0')
    switch (command) {
      case 0x30: {
        mishaps.end('notReset')
        if (mechanics.fault) return moved(mechanics.fault, answer)
        mechanics.powerOff()
        return answer.done(...(mishaps.has('tracks') ? trackText : Buffer.from('CRT-571-V1.0', 'latin1')))
      }
      case 0x31:
        if (mechanics.inside && mechanics.card?.size === 'long') return answer.fail('13')
        if (mechanics.inside && mechanics.card?.size === 'short') return answer.fail('14')
        return parameter === 0x30 ? answer.done() : answer.done(0x30, 0x30, 0x30, 0x30)
      case 0x32: {
        const to = targets[parameter]
        return to ? moved(mechanics.move(to), answer) : answer.fail('01')
      }
      case 0x33:
        mechanics.entryOpen = parameter === 0x30
        return answer.done()
      case 0x51:
        return chip(parameter, data, mechanics, answer)
      case 0x53:
        return memory(parameter, data, mechanics, answer)
      default:
        return answer.fail('00')
    }
  },
}

function status({ place, stacker, binFull }: Mechanics): Buffer {
  const card = { none: '0', gate: '1', inside: '2', contacts: '2' }[place]
  const cards = { empty: '0', few: '1', enough: '2' }[stacker]
  return Buffer.from(`${card}${cards}${binFull ? '1' : '0'}`, 'latin1')
}

function memory(parameter: number, data: Buffer, { memory: card }: Mechanics, { done, fail }: Replies) {
  if (!card) return fail('62')
  if (parameter === 0x30) return done(...card.reset())
  if (parameter !== 0x33) return fail('01')
  const [, instruction = 0, area = 0, offset = 0, length = 0] = data
  const body = data.subarray(5)
  if (instruction === 0xb0) {
    const areas = [card.main.subarray(offset, offset + length), card.protection(), card.security()]
    return done(...(areas[area] ?? []), 0x90, 0x00)
  }
  if (instruction === 0x20) card.verify(body)
  if (instruction === 0xd0 && area === 0) card.write(offset, body)
  if (instruction === 0xd0 && area === 1) card.protect(offset, body)
  return done(0x90, 0x00)
}
