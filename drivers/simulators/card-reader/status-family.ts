import type { Mechanics, Moved } from './mechanics.ts'

/** Builds `P CM PM status data` and `N CM PM code` for one command. */
export function replies(text: Buffer, status: () => Buffer, failure = 0x4e) {
  const [, command = 0, parameter = 0] = text
  return {
    done: (...data: number[]) =>
      Buffer.concat([Buffer.of(0x50, command, parameter), status(), Buffer.from(data)]),
    fail: (code: string) =>
      Buffer.concat([Buffer.of(failure, command, parameter), Buffer.from(code, 'latin1')]),
  }
}

export type Replies = ReturnType<typeof replies>

const codes: Readonly<Record<Exclude<Moved, 'done'>, string>> = {
  noCard: '02',
  notHeld: '02',
  odd: '13',
  jam: '10',
  sensor: '12',
  motor: '51',
  full: 'A1',
}

export function moved(result: Moved, { done, fail }: Replies): Buffer {
  return result === 'done' ? done() : fail(codes[result])
}

/** Commands of the chip, which both families number alike; `data` is what follows `C CM PM`. */
export function chip(parameter: number, data: Buffer, mechanics: Mechanics, { done, fail }: Replies): Buffer {
  switch (parameter) {
    case 0x30:
    case 0x38: {
      if (mechanics.place !== 'contacts') return fail('02')
      const atr = mechanics.resetChip()
      if (!atr) return fail('61')
      const t1 = (atr[1] ?? 0) & 0x80 ? ((atr[2] ?? 0) & 0x0f) === 1 : false
      return done(t1 ? 0x31 : 0x30, ...atr)
    }
    case 0x31:
      mechanics.powerOff()
      return done()
    case 0x33:
    case 0x34: {
      const response = mechanics.chip?.apdu(data)
      return response ? done(...response) : fail(mechanics.powered ? '68' : '65')
    }
    default:
      return fail('01')
  }
}
