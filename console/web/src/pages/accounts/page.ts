import { definePage } from '../define.ts'
import { accountsTexts } from './texts.ts'

export const accountsPage = definePage({
  name: 'accounts',
  path: '/accounts',
  power: 'administer',
  navigation: { section: 'manage', icon: 'people', order: 30 },
  texts: accountsTexts,
  component: () => import('./Page.vue'),
})
