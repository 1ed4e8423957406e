import { definePage } from '../define.ts'
import { machineSettingsTexts } from './texts.ts'

export const machineSettingsPage = definePage({
  name: 'machineSettings',
  path: '/drift/settings',
  power: 'see',
  within: 'drift',
  texts: machineSettingsTexts,
  component: () => import('./Page.vue'),
})
