import { RS485, defineKind } from '../common/define-kind.ts'
import { positive, table, whole } from '../common/field.ts'
import { readKeyTable } from '../common/key-table.ts'
import { createCallPad } from './call-pad.ts'
import { isCallPadKey } from './keys.ts'

const keys = table(
  (all) => readKeyTable(all, isCallPadKey) !== undefined,
  'a table of bytes and keys, such as { "0x31": next, "0x32": recall }',
)

/** 呼叫器: pads with which staff call customers. */
export const callPad = defineKind({
  create: createCallPad,
  profiles: ['own', 'keypad'],
  fields: { address: whole(1, 254), keys, pollMs: positive },
  bus: { own: RS485 },
  perCounter: true,
  simulators: { own: 'call-pad', keypad: 'call-pad' },
  errors: [],
})
