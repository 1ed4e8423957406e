import { capability } from '../core/capability.ts'
import { report } from './decide.ts'

/** States of the hall's devices, as the stations that drive them report. */
export const device = capability({ name: 'device', deciders: { 'device.report': report } })
