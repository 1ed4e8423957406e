import { definePage } from '../define.ts'
import { ledgerTexts } from './texts.ts'

export const ledgerPage = definePage({
  name: 'ledger',
  path: '/ledger',
  power: 'see',
  navigation: { section: 'act', icon: 'table', order: 20 },
  texts: ledgerTexts,
  component: () => import('./Page.vue'),
})
