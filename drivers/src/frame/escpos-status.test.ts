import { expect, test } from 'vitest'
import { flagsOfAsb, flagsOfFull, flagsOfRealtime, isPaperAnswer, noFlags } from './escpos-status.ts'

test('reads nothing wrong from a healthy printer', () => {
  expect(flagsOfRealtime([0x12, 0x12, 0x12, 0x12])).toEqual(noFlags)
  expect(flagsOfAsb([0x10, 0x00, 0x00, 0x0f])).toEqual(noFlags)
})

test('reads cover, paper, knife and heat from both kinds of status', () => {
  expect(flagsOfRealtime([0x1a, 0x36, 0x5a, 0x7e])).toEqual({
    ...noFlags,
    offline: true,
    coverOpen: true,
    paperEnd: true,
    paperNearEnd: true,
    cutterError: true,
    autoRecoverableError: true,
  })
  expect(flagsOfAsb([0x38, 0x6c, 0x0f, 0x00])).toEqual({
    ...noFlags,
    offline: true,
    coverOpen: true,
    mechanicalError: true,
    cutterError: true,
    unrecoverableError: true,
    autoRecoverableError: true,
    paperEnd: true,
    paperNearEnd: true,
  })
})

test('takes for a paper answer only bytes in which each sensor sets both of its bits', () => {
  const answers = Array.from({ length: 256 }, (_, byte) => byte).filter(isPaperAnswer)
  expect(answers.filter((byte) => byte < 0x20)).toEqual([0x00, 0x03, 0x0c, 0x0f])
  expect(answers.every((byte) => (byte & 0x90) === 0)).toBe(true)
})

test('reads a jam and the presenter of SNBC’s printers', () => {
  expect(flagsOfRealtime([0x1a, 0x12, 0x16, 0x12, 0x16], true)).toEqual({
    ...noFlags,
    offline: true,
    paperJammed: true,
    mediaPresent: true,
  })
  const bits = { present: 0x20, jammed: 0x40 }
  expect(flagsOfRealtime([0x12, 0x12, 0x12, 0x12, 0x72], true, bits)).toEqual({
    ...noFlags,
    mediaPresent: true,
    mediaJammed: true,
  })
})

test('reads the full status of Custom’s printers', () => {
  expect(flagsOfFull([0x00, 0x00, 0x00, 0x00])).toEqual(noFlags)
  expect(flagsOfFull([0x25, 0x02, 0x41, 0x05])).toEqual({
    ...noFlags,
    paperEnd: true,
    paperNearEnd: true,
    mediaPresent: true,
    coverOpen: true,
    autoRecoverableError: true,
    mediaJammed: true,
    cutterError: true,
    unrecoverableError: true,
  })
})
