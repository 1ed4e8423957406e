import { DISPLAY_TEMPLATES } from '../../frame/display-profiles.ts'
import { RS485, defineKind, namesOf } from '../common/define-kind.ts'
import { whole } from '../common/field.ts'
import { createCounterDisplay } from './counter-display.ts'

/** 窗口屏: LED displays above a counter. */
export const counterDisplay = defineKind({
  create: createCounterDisplay,
  profiles: namesOf(DISPLAY_TEMPLATES),
  fields: { address: whole(0, 255) },
  bus: { text: RS485, colour: RS485, digits4: RS485 },
  simulators: { text: 'counter-display', colour: 'counter-display', digits4: 'counter-display' },
  errors: [],
})
