import { seen } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  lost: [seen(), seen({ link: 'offline' }), 1_500],
  connecting: [seen({ link: 'connecting' }), 1_500],
}
