import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

/** From the touch on, whether the agent has taken it up or not. */
export const issuing = definePage({
  name: 'issuing',
  texts,
  shows: ({ session, place }) => (session.step === 'issuing' || place.at === 'asked' ? {} : null),
  busy: true,
  announces: (_, t) => t('issuing.title'),
})
