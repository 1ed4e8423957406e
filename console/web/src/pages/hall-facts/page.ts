import { definePage } from '../define.ts'
import { hallFactsTexts } from './texts.ts'

/** `/halls/H1/facts?day=2026-01-05&kinds=served&counter=C1&from=600&to=659`: what a figure is made of. */
export const hallFactsPage = definePage({
  name: 'hallFacts',
  path: '/halls/:hallId/facts',
  power: 'see',
  within: 'overview',
  texts: hallFactsTexts,
  component: () => import('./Page.vue'),
})
