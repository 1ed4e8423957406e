import { aSession } from '../../../test/builders.ts'
import { asked } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  asked: asked(null),
  takenUp: asked(aSession('issuing')),
}
