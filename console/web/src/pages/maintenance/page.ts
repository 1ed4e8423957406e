import { definePage } from '../define.ts'
import { maintenanceTexts } from './texts.ts'

export const maintenancePage = definePage({
  name: 'maintenance',
  path: '/maintenance',
  power: 'see',
  navigation: { section: 'act', icon: 'tool', order: 30 },
  texts: maintenanceTexts,
  component: () => import('./Page.vue'),
})
