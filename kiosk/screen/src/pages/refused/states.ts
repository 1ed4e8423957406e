import type { RefusalCode } from '@service-hall/contract'
import { asked } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

const refusedBy = (code: RefusalCode) => asked({ step: 'refused', touchId: 'touch-0001', code })

/** What a hall may answer to the wish for a ticket. */
export const states: States = {
  serviceClosed: refusedBy('service.closed'),
  classNotOffered: refusedBy('class.notOffered'),
  tooLate: refusedBy('command.expired'),
  clockDiffers: refusedBy('command.validTooLong'),
  recovering: refusedBy('hall.recovering'),
  storage: refusedBy('hall.storage'),
}
