import { aSession } from '../../../test/builders.ts'
import { asked, seen } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  sure: asked(aSession('noAnswer')),
  unsure: [...asked(aSession('issuing')), seen()],
}
