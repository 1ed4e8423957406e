import { classByRight } from '@service-hall/contract'
import type { HallConfig, KioskCard } from '@service-hall/contract'
import type { CardState, Customer } from './state.ts'

export type CardSurroundings = {
  config: HallConfig | null
  /** Today in the hall, `YYYY-MM-DD`. */
  day: string
  /** Whether cards can be read now. */
  canRead: boolean
  /** Whether a card that lies there was left by somebody who has gone. */
  isLeft: boolean
}

/** What the screen says of the card: the name masked, never the number. */
export function cardView(
  { customer, isUnreadable }: CardState,
  { config, day, canRead, isLeft }: CardSurroundings,
): KioskCard {
  if (customer) return { is: 'known', name: customer.masked, right: config && rightOf(customer, config, day) }
  if (isLeft) return { is: 'left' }
  if (!canRead) return { is: 'absent' }
  return isUnreadable ? { is: 'unreadable' } : { is: 'welcome', minAge: youngest(config) }
}

function youngest(config: HallConfig | null): number | null {
  const ages = config?.identification?.classes.map(({ minAge }) => minAge) ?? []
  return ages.length > 0 ? Math.min(...ages) : null
}

/** The class by age; whom the hall knows by its own list, only the hall can say. */
function rightOf(
  { birthDate }: Customer,
  config: HallConfig,
  day: string,
): Extract<KioskCard, { is: 'known' }>['right'] {
  const right = classByRight(config, { birthDate, listedClassId: null }, day)
  return right?.because.is === 'age' ? { name: right.priority.name, minAge: right.because.minAge } : null
}
