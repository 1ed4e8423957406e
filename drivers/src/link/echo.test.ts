import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEchoFilter } from './echo.ts'

const some = fc.uint8Array({ minLength: 1, maxLength: 30 })

test('takes out exactly what was sent, in any chunking, and passes on what others say after it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(some, some)), fc.array(fc.integer({ min: 1, max: 20 })), (turns, cuts) => {
      const filter = createEchoFilter()
      for (const [sent, answer] of turns) {
        filter.sent(sent)
        const wire = Buffer.concat([sent, answer])
        const others: Uint8Array[] = []
        let at = 0
        for (const size of [...cuts, wire.length]) {
          others.push(filter.heard(wire.subarray(at, at + size)))
          at += size
        }
        expect(Buffer.concat(others)).toEqual(Buffer.from(answer))
      }
    }),
  )
})

test('passes an answer on when the adapter does not echo', () => {
  const filter = createEchoFilter()
  filter.sent(Uint8Array.of(1, 2, 3))
  expect([...filter.heard(Uint8Array.of(9, 2, 3))]).toEqual([9, 2, 3])
  expect([...filter.heard(Uint8Array.of(1, 2, 3))]).toEqual([1, 2, 3])
})
