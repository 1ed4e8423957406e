import { definePage } from '../define.ts'
import { auditTexts } from './texts.ts'

export const auditPage = definePage({
  name: 'audit',
  path: '/audit',
  power: 'administer',
  navigation: { section: 'manage', icon: 'log', order: 40 },
  texts: auditTexts,
  component: () => import('./Page.vue'),
})
