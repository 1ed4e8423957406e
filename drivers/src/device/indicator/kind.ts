import { RS485, defineKind } from '../common/define-kind.ts'
import { positive, someOf, table, whole } from '../common/field.ts'
import { createIndicator } from './indicator.ts'
import { LIGHT_COLOURS } from './lights.ts'

const channel = whole(1, 255)
const light = someOf(Object.fromEntries(LIGHT_COLOURS.map((colour) => [colour, channel])))
const lights = table(
  (all) => Object.values(all).every(light.holds),
  'a table of lights and channels from 1, such as { counter1: { red: 1, green: 2 } }',
)

/** 指示灯: boards and stack lights. */
export const indicator = defineKind({
  create: createIndicator,
  profiles: ['modbusCoils', 'stackLight'],
  fields: { address: whole(1, 247), pollMs: positive, lights: { ...lights, needed: true } },
  bus: { modbusCoils: RS485 },
  simulators: { modbusCoils: 'indicator', stackLight: 'indicator' },
  errors: [],
})
