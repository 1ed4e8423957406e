import { classesAtKiosk, offered } from '@service-hall/contract'
import type { ClassId, HallConfig, Identity, Language, ServiceId } from '@service-hall/contract'
import { inventedIdentity } from './cards.ts'
import { exponentialGapMs, pick } from './chances.ts'
import type { Random } from './chances.ts'

/** Somebody who comes to the kiosk. */
export type Arrival = {
  /** After the one before, ms. */
  afterMs: number
  serviceId: ServiceId
  classId: ClassId
  language: Language
  senior: boolean
  /** Of those who lay an ID card on the reader: an invented one. */
  identity?: Identity
}

const SENIOR_SHARE = 0.15
const FOREIGN_SHARE = 0.08
const PRIORITY_SHARE = 0.08
/** Of all customers, in a hall that asks for ID cards; and how many of the old. */
const cardShare = { all: 0.2, old: 0.6 }
const AGES = { all: [18, 69], old: [60, 92] } as const

/**
 * Customers without end: a Poisson process, quick business more often than long. The same randomness brings the
 * same customers. `year`: the present one, for the ages of those who show an ID card.
 */
export function* arrivals(
  config: HallConfig,
  perHour: number,
  random: Random,
  year: number,
): Generator<Arrival, never> {
  const [ordinary, ...choices] = classesAtKiosk(config)
  if (ordinary === undefined) throw new RangeError('a hall has at least one priority class')
  for (;;) {
    const afterMs = exponentialGapMs(random, perHour)
    const { id: serviceId } = pick(random, offered(config.services), (service) => 1 / service.expectedMinutes)
    const language = random() < FOREIGN_SHARE && config.hall.languages.includes('en') ? 'en' : 'zh'
    const senior = random() < SENIOR_SHARE
    const hasPriority = random() < PRIORITY_SHARE && choices.length > 0
    const { id: classId } = hasPriority ? pick(random, choices, () => 1) : ordinary
    const group = senior ? 'old' : 'all'
    const hasCard = config.identification !== undefined && random() < cardShare[group]
    const card = hasCard ? { identity: inventedIdentity(random, year, AGES[group]) } : {}
    yield { afterMs, serviceId, classId, language, senior, ...card }
  }
}
