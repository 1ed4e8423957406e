import type { ClassId, HallConfig, Language, ServiceId } from '@service-hall/contract'
import { exponentialGapMs, pick } from './customers-random.ts'
import type { Random } from './customers-random.ts'

/** Somebody who comes to the kiosk. */
export type Arrival = {
  /** After the one before, ms. */
  afterMs: number
  serviceId: ServiceId
  classId: ClassId
  language: Language
  senior: boolean
}

const seniorShare = 0.15
const foreignShare = 0.08
const priorityShare = 0.08

/**
 * Customers without end: a Poisson process, quick business more often than long. The same randomness brings the
 * same customers.
 */
export function* arrivals(config: HallConfig, perHour: number, random: Random): Generator<Arrival, never> {
  const [ordinary, ...others] = config.priorityClasses
  if (ordinary === undefined) throw new RangeError('a hall has at least one priority class')
  const choices = others.filter((row) => row.kioskChoice)
  for (;;) {
    const afterMs = exponentialGapMs(random, perHour)
    const { id: serviceId } = pick(random, config.services, (service) => 1 / service.expectedMinutes)
    const language = random() < foreignShare && config.hall.languages.includes('en') ? 'en' : 'zh'
    const senior = random() < seniorShare
    const hasPriority = random() < priorityShare && choices.length > 0
    const { id: classId } = hasPriority ? pick(random, choices, () => 1) : ordinary
    yield { afterMs, serviceId, classId, language, senior }
  }
}
