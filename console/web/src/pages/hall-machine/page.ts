import { definePage } from '../define.ts'
import { hallMachineTexts } from './texts.ts'

/** `/halls/H1/machines/device/P1`: a device or a station, and what became of it. */
export const hallMachinePage = definePage({
  name: 'hallMachine',
  path: '/halls/:hallId/machines/:kind/:machineId',
  power: 'see',
  within: 'overview',
  texts: hallMachineTexts,
  component: () => import('./Page.vue'),
})
