import { z } from 'zod'
import { MOST_SPECIAL_DAYS } from '../../directive/index.ts'
import { hubCommand } from '../define/define.ts'
import { FleetPlace, MachineLayer, SettingPath } from './words.ts'

/** Changes what a place asks of its machines: `set` gives values, `inherit` lets go of them. The rest stays as it is. */
export const SetMachines = hubCommand(
  'fleet.set',
  { place: FleetPlace, set: MachineLayer, inherit: z.array(SettingPath).max(MOST_SPECIAL_DAYS) },
  { by: 'account' },
)
