import { LAYOUTS } from './frames.ts'
import type { Mechanics } from './mechanics.ts'
import { chip, moved, replies } from './status-family.ts'
import type { Family } from './unit.ts'

const trackText = Buffer.from(';9900000000000000=99121010000?', 'latin1')

/** The ICT3K5 and ICT3Q8 of Sankyo. */
export const sankyo: Family = {
  layout: LAYOUTS.sankyo,
  waitsForEnq: false,
  wantsAck: true,
  cancelled: Buffer.of(0x10, 0x04),
  wake(mechanics, mishaps) {
    mechanics.entryOpen = false
    mishaps.set('notReset', {})
  },
  track: Buffer.concat([Buffer.from('P6102', 'latin1'), trackText]),
  carryOut(text, mechanics, mishaps) {
    const command = text.toString('latin1', 1, 2)
    const parameter = text.toString('latin1', 2, 3)
    const answer = replies(text, () => status(mechanics))
    if (command !== '0' && mishaps.strikes('notReset', text)) return answer.fail('B0')
    switch (command) {
      case '0': {
        mishaps.end('notReset')
        if (mechanics.fault) return moved(mechanics.fault, answer)
        mechanics.powerOff()
        return answer.done(...(mishaps.has('tracks') ? trackText : Buffer.from('ICT3K5-3R6940', 'latin1')))
      }
      case '1':
        if (mechanics.inside && mechanics.card?.size === 'long') return answer.fail('13')
        if (mechanics.inside && mechanics.card?.size === 'short') return answer.fail('14')
        return parameter === '0' ? answer.done() : answer.done(0x40)
      case '3':
        if (mechanics.powered) return answer.fail('05')
        if (parameter === '1' && mechanics.place === 'gate') return answer.fail('02')
        return moved(mechanics.move(parameter === '1' ? 'bin' : 'gate'), answer)
      case '4':
        return moved(mechanics.move('inside'), answer)
      case ':':
        mechanics.entryOpen = parameter === '0'
        return answer.done()
      case '@':
        return moved(mechanics.move(parameter === '0' ? 'contacts' : 'inside'), answer)
      case 'I':
        return chip(text[2] ?? 0, text.subarray(3), mechanics, answer)
      default:
        return answer.fail('00')
    }
  },
}

function status({ place }: Mechanics): Buffer {
  return Buffer.from({ none: '00', gate: '01', inside: '02', contacts: '02' }[place], 'latin1')
}
