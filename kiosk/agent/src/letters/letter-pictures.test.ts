import { LETTERS_AT_ONCE } from '@service-hall/contract'
import { manualClock } from '@service-hall/drivers/testing'
import { expect, test } from 'vitest'
import { LetterPictures } from './letter-pictures.ts'

const black = Buffer.alloc(72, 0xff).toString('base64')
const drawn = (letter: string) => ({ letter, dots: black })
const missing = (letter: string) => ({ letter, dots: null })

function pictures(needed: string[]) {
  const clock = manualClock()
  const letters = new LetterPictures(clock)
  letters.need(needed)
  return { clock, letters }
}
/** Whether a promise has resolved by now. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false
  void promise.then(() => (done = true))
  await new Promise((resolve) => setImmediate(resolve))
  return done
}

test('asks for what it needs and has not, a few at a time, until each is answered', () => {
  const needed = Array.from({ length: 40 }, (_, at) => String.fromCodePoint(0x20000 + at))
  const { letters } = pictures(needed)
  const rounds: number[] = []
  while (letters.asked.length > 0) {
    rounds.push(letters.asked.length)
    letters.take(letters.asked.map((letter, at) => (at % 2 ? missing(letter) : drawn(letter))))
  }
  expect(rounds).toEqual([LETTERS_AT_ONCE, LETTERS_AT_ONCE, 8])
  expect(letters.picture(needed[0]!)).toEqual({ width: 24, height: 24, data: new Uint8Array(72).fill(0xff) })
  expect(letters.picture(needed[1]!)).toBeUndefined()
})

test('takes nothing that it did not ask for', () => {
  const { letters } = pictures(['𠮷'])
  expect(letters.take([drawn('䢺'), drawn('电')])).toEqual({ taken: 0, missing: 0 })
  expect(letters.picture('电')).toBeUndefined()
  letters.take([drawn('𠮷')])
  expect(letters.take([missing('𠮷')])).toEqual({ taken: 0, missing: 0 })
  expect(letters.picture('𠮷')).toEqual({ width: 24, height: 24, data: new Uint8Array(72).fill(0xff) })
})

test('keeps a bounded number, and forgets what no name has any more', () => {
  const many = Array.from({ length: 1_000 }, (_, at) => String.fromCodePoint(0x20000 + at))
  const { letters } = pictures(many)
  let count = 0
  for (; letters.asked.length > 0; count += 1) letters.take(letters.asked.map(drawn))
  expect(count).toBe(256 / LETTERS_AT_ONCE)
  letters.need(['䢺'])
  expect(letters.picture(many[0]!)).toBeUndefined()
  expect(letters.asked).toEqual(['䢺'])
})

test('a paper waits for a screen that draws, and not where no screen has opened', async () => {
  const { letters } = pictures(['𠮷'])
  expect(await isDone(letters.settled())).toBe(true)
  letters.screenOpened()
  const waiting = letters.settled()
  expect(await isDone(waiting)).toBe(false)
  letters.take([missing('𠮷')])
  expect(await isDone(waiting)).toBe(true)
  expect(await isDone(letters.settled())).toBe(true)
})

test('a screen that does not answer holds up one paper for half a second, and no other until it answers', async () => {
  const { letters, clock } = pictures(['𠮷', '䢺'])
  letters.screenOpened()
  const waiting = [letters.settled(), letters.settled()]
  await clock.advance(499)
  expect(await isDone(waiting[0]!)).toBe(false)
  await clock.advance(1)
  expect(await Promise.all(waiting.map(isDone))).toEqual([true, true])
  expect(await isDone(letters.settled())).toBe(true)
  letters.take([drawn('𠮷')])
  expect(await isDone(letters.settled())).toBe(false)
})

test('what one screen could not draw the next is asked for', () => {
  const { letters } = pictures(['𠮷', '䢺'])
  letters.take([missing('𠮷'), drawn('䢺')])
  letters.screenOpened()
  expect(letters.asked).toEqual(['𠮷'])
})
