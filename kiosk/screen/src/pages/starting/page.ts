import { hasLasted } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

/** A dead agent is restarted within a second or two: too short for a page of its own, ms. */
const AWAY_GRACE_MS = 2_000

/** No agent, or an agent that has never heard of its hall. */
export const starting = definePage({
  name: 'starting',
  texts,
  shows(flow) {
    const { view } = flow
    if (!view || hasLasted(flow, flow.awaySince, AWAY_GRACE_MS)) return {}
    return view.hall === null && view.enrolmentCode === null ? {} : null
  },
})
