import { defineKind } from '../common/define-kind.ts'
import { notNegative, table, whole } from '../common/field.ts'
import { readKeyTable } from '../common/key-table.ts'
import { isLevel } from './rating-level.ts'
import { createRatingPad } from './rating-pad.ts'

const keys = table(
  (all) => readKeyTable(all, isLevel) !== undefined,
  'a table of bytes and levels 1 to 5, such as { "0x31": 5, "0x32": 4 }',
)
const levels = table(
  (all) => Object.entries(all).every(([option, level]) => /^[1-4]$/.test(option) && isLevel(level)),
  'a table of the options 1 to 4 and levels 1 to 5',
)

/** 评价器: pads at a counter on which customers rate how they were served. */
export const ratingPad = defineKind({
  create: createRatingPad,
  profiles: ['own', 'keypad', 'jtt905'],
  fields: {
    keys: { ...keys, profiles: ['keypad'], needed: true },
    guardMs: { ...notNegative, profiles: ['keypad'] },
    maker: { ...whole(0, 0xffff), profiles: ['jtt905'] },
    levels: { ...levels, profiles: ['jtt905'] },
  },
  perCounter: true,
  simulators: { own: 'rating-pad', keypad: 'rating-keypad', jtt905: 'jtt905-pad' },
  errors: [],
})
