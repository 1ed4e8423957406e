import { AT_CARD, BEGUN, paying } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const PAN = { maskedPan: '622202******1234' }

export const states: States = {
  insert: [...BEGUN, paying(AT_CARD)],
  reading: [...BEGUN, paying({ ...AT_CARD, phase: 'reading' })],
  pin: [...BEGUN, paying({ ...AT_CARD, ...PAN, phase: 'pin', pinDigits: 4 })],
  pinAgain: [...BEGUN, paying({ ...AT_CARD, ...PAN, phase: 'pin', pinAgain: true })],
  authorising: [...BEGUN, paying({ ...AT_CARD, ...PAN, phase: 'authorising', pinDigits: 6 })],
  takeCard: [...BEGUN, paying({ ...AT_CARD, ...PAN, phase: 'takeCard' })],
  hurries: [...BEGUN, paying(AT_CARD), 50_000],
}
