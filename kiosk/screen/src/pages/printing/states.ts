import { PRIORITY, asked, withTicket } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  ordinary: asked(withTicket('printing')),
  priority: asked(withTicket('printing', { priority: PRIORITY })),
}
