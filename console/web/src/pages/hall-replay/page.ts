import { definePage } from '../define.ts'
import { hallReplayTexts } from './texts.ts'

/** `/halls/H1/replay?at=1767578400000`: a hall at any moment; `?number=` behind a fact. */
export const hallReplayPage = definePage({
  name: 'hallReplay',
  path: '/halls/:hallId/replay',
  power: 'see',
  within: 'overview',
  texts: hallReplayTexts,
  component: () => import('./Page.vue'),
})
