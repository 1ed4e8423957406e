import { definePage } from '../define.ts'
import { organisationTexts } from './texts.ts'

export const organisationPage = definePage({
  name: 'organisation',
  path: '/organisation',
  power: 'see',
  navigation: { section: 'manage', icon: 'tree', order: 10 },
  texts: organisationTexts,
  component: () => import('./Page.vue'),
})
