import { LED_BAR_PROFILES } from '../../frame/led-bar-profiles.ts'
import { RS485, defineKind, namesOf } from '../common/define-kind.ts'
import { whole } from '../common/field.ts'
import { createLedBar } from './led-bar.ts'

/** 综合屏: LED bars of a hall. */
export const ledBar = defineKind({
  create: createLedBar,
  profiles: namesOf(LED_BAR_PROFILES),
  fields: { address: whole(0, 255), width: whole(8, 4_096), height: whole(8, 1_024) },
  bus: { own: RS485, bx5: RS485, alpha: RS485 },
  simulators: { own: 'led-bar', bx5: 'led-bar', alpha: 'led-bar' },
  errors: [],
})
