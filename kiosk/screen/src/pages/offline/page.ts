import { hasLasted } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

/** A short drop of the line to the hall is not worth a page of its own, ms. */
const GRACE_MS = 1_500

export const offline = definePage({
  name: 'offline',
  texts,
  shows: (flow) => (hasLasted(flow, flow.offlineSince, GRACE_MS) ? {} : null),
  announces: (_, t) => t('offline.title'),
})
