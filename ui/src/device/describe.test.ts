import type { DeviceState } from '@service-hall/contract'
import { describe, expect, test } from 'vitest'
import { STRANGE_WORDS } from '@service-hall/contract/testing'
import { refusalText } from '../i18n/i18n.ts'
import { describeDevice, deviceErrorText, deviceStateText } from './describe.ts'
import * as tables from './texts.ts'

const inEnglish = (state: DeviceState | undefined): string => describeDevice(state).en

describe('a device', () => {
  test('is said to work, or not to have been heard of', () => {
    expect(inEnglish(undefined)).toBe('Not heard of yet')
    expect(inEnglish({ device: 'online' })).toBe('Working')
  })

  test('is said what is wrong with, or soon will be', () => {
    expect(inEnglish({ device: 'online', paper: 'low' })).toBe('Paper low')
    expect(inEnglish({ device: 'online', media: 'retracted' })).toBe('Something is jammed')
    expect(inEnglish({ device: 'userError', error: 'coverOpen' })).toBe('Needs attention · Cover open')
    expect(describeDevice({ device: 'userError', error: 'coverOpen' }).zh).toBe('需要处理 · 机盖打开')
  })

  test('is said to be short of what runs out or fills up', () => {
    const bin = (state: 'ok' | 'nearFull') =>
      inEnglish({ device: 'online', consumables: [{ name: 'captureBin', state }] })
    expect([bin('ok'), bin('nearFull')]).toEqual(['Working', 'Capture bin nearly full'])
  })

  test('names an error code that has no text', () => {
    expect(inEnglish({ device: 'hardwareError', error: 'E42' })).toBe('Hardware fault · Fault code E42')
    expect(deviceErrorText('E42').zh).toBe('故障代码 E42')
  })

  test('names an error code or a state that is a word of every object like any other', () => {
    for (const word of STRANGE_WORDS) {
      expect(deviceErrorText(word).en).toBe(`Fault code ${word}`)
      expect(deviceStateText(word).en).toBe(word)
      expect(refusalText(word, 'en')).toBeUndefined()
    }
  })
})

test.each(Object.entries(tables))('texts of %s say something in both languages', (_name, table) => {
  for (const [key, { zh, en }] of Object.entries(table)) {
    expect(zh, key).toMatch(/\p{Script=Han}/u)
    expect(en, key).toMatch(/^[\x20-\x7e]+$/)
  }
})
