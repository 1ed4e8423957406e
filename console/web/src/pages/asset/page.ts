import { definePage } from '../define.ts'
import { assetTexts } from './texts.ts'

export const assetPage = definePage({
  name: 'asset',
  path: '/ledger/asset',
  power: 'see',
  within: 'ledger',
  texts: assetTexts,
  component: () => import('./Page.vue'),
})
