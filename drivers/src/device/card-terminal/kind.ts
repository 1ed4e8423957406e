import { defineKind } from '../common/define-kind.ts'
import { createCardTerminal } from './card-terminal.ts'

/** 银行卡终端: card readers with a PIN keypad that encipher by themselves. */
export const cardTerminal = defineKind({
  create: createCardTerminal,
  profiles: ['own'],
  fields: {},
  perStation: true,
  simulators: { own: 'card-terminal' },
  errors: ['invalidMedia', 'keyNoValue', 'readFailed', 'securityFail'],
})
