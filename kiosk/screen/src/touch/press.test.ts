import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cancel, down, move, noPresses, pageTurned, tapped, up } from './press.ts'
import type { Point, Presses } from './press.ts'

const at = (x: number, y = 0): Point => ({ x, y })
const finger = (pointerId: number, target: string, ms: number, start = at(100)) => ({
  pointerId,
  target,
  start,
  at: ms,
})
function tap(presses: Presses, target: string, ms: number, point = at(100)) {
  return up(down(presses, finger(1, target, ms, point)), 1, point, ms + 80)
}

describe('a press', () => {
  test('counts when the finger lifts where it came down, however long it rested', () => {
    expect(up(down(noPresses, finger(1, 'take', 0)), 1, at(100), 20_000).pressed).toBe(true)
  })

  test('counts after a slip of 24 px and not after a wipe', () => {
    const held = down(noPresses, finger(1, 'take', 0))
    expect(up(move(held, 1, at(124)), 1, at(124), 90).pressed).toBe(true)
    expect(up(move(held, 1, at(125)), 1, at(100), 90).pressed).toBe(false)
  })

  test('is over when the system takes the finger away', () => {
    expect(up(cancel(down(noPresses, finger(1, 'take', 0)), 1), 1, at(100), 90).pressed).toBe(false)
  })

  test('is over when the page turns under the finger', () => {
    expect(up(pageTurned(down(noPresses, finger(1, 'take', 0))), 1, at(100), 90).pressed).toBe(false)
  })
})

describe('several fingers', () => {
  test('press only the first button', () => {
    const both = down(down(noPresses, finger(1, 'pay', 0)), finger(2, 'invoice', 10))
    const second = up(both, 2, at(100), 50)
    expect(second.pressed).toBe(false)
    expect(up(second.presses, 1, at(100), 90).pressed).toBe(true)
  })

  test('are not shut out by a palm that stays', () => {
    const palm = down(noPresses, finger(1, 'pay', 0))
    expect(up(down(palm, finger(2, 'invoice', 3_000)), 2, at(100), 3_080).pressed).toBe(true)
  })
})

describe('a double tap', () => {
  test('does not press what the turned page put under the finger', () => {
    const first = tap(noPresses, 'pay', 0)
    const echo = tap(pageTurned(first.presses), 'take', 200)
    expect(echo.pressed).toBe(false)
    expect(tap(echo.presses, 'take', 500).pressed).toBe(false)
    expect(tap(echo.presses, 'take', 900).pressed).toBe(true)
  })

  test('does not press what came up under a finger that touched no button', () => {
    const woken = pageTurned(tapped(noPresses, at(100), 0))
    expect(tap(woken, 'pay', 200).pressed).toBe(false)
    expect(tap(woken, 'pay', 200, at(100, 400)).pressed).toBe(true)
    expect(tap(woken, 'pay', 700).pressed).toBe(true)
  })

  test('leaves a quick touch elsewhere on the new page alone', () => {
    const first = tap(noPresses, 'pay', 0)
    expect(tap(pageTurned(first.presses), 'take', 120, at(100, 400)).pressed).toBe(true)
  })

  test('is two presses where no page turned, as on a number pad', () => {
    expect(tap(tap(noPresses, '1', 0).presses, '1', 150).pressed).toBe(true)
  })
})

test('presses nothing that was not held down', () => {
  const anyMove = fc.record({
    id: fc.integer({ min: 1, max: 3 }),
    x: fc.integer({ min: 0, max: 300 }),
    what: fc.constantFrom('move', 'up', 'cancel', 'turn'),
  })
  fc.assert(
    fc.property(fc.array(anyMove), (moves) => {
      let presses = noPresses
      for (const { id, x, what } of moves) {
        if (what === 'move') presses = move(presses, id, at(x))
        if (what === 'cancel') presses = cancel(presses, id)
        if (what === 'turn') presses = pageTurned(presses)
        if (what === 'up') {
          const lifted = up(presses, id, at(x), 0)
          expect(lifted.pressed).toBe(false)
          presses = lifted.presses
        }
      }
    }),
  )
})
