import { z } from 'zod'
import { hubFact } from '../define/define.ts'
import { FleetPlace, MachineLayer } from './words.ts'

export const MachinesSet = hubFact('MachinesSet', {
  place: FleetPlace,
  set: MachineLayer,
  inherit: z.array(z.string()),
})
