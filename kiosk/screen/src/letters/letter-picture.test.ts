import { ScreenIntent } from '@service-hall/contract'
import { expect, test, vi } from 'vitest'
import { aView } from '../../test/builders.ts'
import { letterAnswer } from './answer.ts'
import { letterPicture } from './letter-picture.ts'

const BOX = Uint8Array.of(0xff, 0x81, 0xff)
const BLANK = Uint8Array.of(0, 0, 0)

/** A machine that has these letters; `joined`: and these, which are several characters. */
function fontWith(letters: string, joined: readonly string[] = []) {
  return (text: string): Uint8Array | null => {
    if (joined.includes(text)) return Uint8Array.of(1, 2, 3)
    if ([...text].length > 1) return null
    if (text === '\u2003') return BLANK
    return letters.includes(text) ? Uint8Array.of(text.codePointAt(0)! & 0xff, 7, 7) : BOX
  }
}

test('a letter that some font has is drawn', () => {
  expect(letterPicture('䢺', fontWith('䢺'))).toEqual(Uint8Array.of(0xba, 7, 7))
})

test.each<[string, string, string[]]>([
  ['looks like what no font has', '𠮷', []],
  ['is blank', '\u2003', []],
  ['has a part that no font has', '👨‍👩', ['👨‍👩']],
  ['falls apart into several', '👨‍👨', []],
  ['is never seen', '\u200d', []],
])('a letter that %s is not drawn: %j', (_why, letter, joined) => {
  expect(letterPicture(letter, fontWith('👨', joined))).toBeNull()
})

test('a letter of several characters that a font joins is drawn whole', () => {
  expect(letterPicture('👨‍👩', fontWith('👨👩', ['👨‍👩']))).toEqual(Uint8Array.of(1, 2, 3))
})

test('a machine whose sign for “not there” is blank does not take every blank letter for it', () => {
  const paint = (text: string) => (text === '䢺' ? Uint8Array.of(1, 1, 1) : BLANK)
  expect(letterPicture('䢺', paint)).toEqual(Uint8Array.of(1, 1, 1))
  expect(letterPicture('𠮷', paint)).toBeNull()
})

test('the agent is answered what it asks for, in a message that it takes', () => {
  const draw = vi.fn((letter: string) => (letter === '䢺' ? btoa('\u0001'.repeat(72)) : null))
  expect(letterAnswer(aView(), draw)).toBeNull()
  const answer = letterAnswer(aView({ letters: ['䢺', '😀'] }), draw)
  expect(answer).toEqual({
    type: 'letters',
    drawn: [
      { letter: '䢺', dots: btoa('\u0001'.repeat(72)) },
      { letter: '😀', dots: null },
    ],
  })
  expect(ScreenIntent.safeParse(answer).success).toBe(true)
})
