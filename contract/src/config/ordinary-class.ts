import type { ClassId } from '../ids.ts'
import { byId } from './by-id.ts'
import { offered } from './retired.ts'
import type { HallConfig, PriorityClass } from './hall-config.ts'

/**
 * The ordinary priority class: what a customer has who asks for none and proves none. It is the one marked `ordinary`,
 * else that of the least weight (of several such, the first); never where it stands in the list, which is free.
 */
export function ordinaryClass(config: Pick<HallConfig, 'priorityClasses'>): PriorityClass | undefined {
  const priorityClasses = offered(config.priorityClasses)
  const marked = priorityClasses.find(({ ordinary }) => ordinary)
  return (
    marked ??
    priorityClasses.reduce<PriorityClass | undefined>(
      (least, row) => (least && !isBefore(row, least) ? least : row),
      undefined,
    )
  )
}

/** Classes that a customer may choose at a kiosk without proof: the ordinary one first, then those offered, as listed. */
export function classesAtKiosk(config: Pick<HallConfig, 'priorityClasses'>): PriorityClass[] {
  const ordinary = ordinaryClass(config)
  const choices = offered(config.priorityClasses).filter((row) => row.kioskChoice && row !== ordinary)
  return ordinary ? [ordinary, ...choices] : choices
}

/** The class of a ticket where it is worth a word: any but the ordinary one. */
export function specialClass(
  config: Pick<HallConfig, 'priorityClasses'>,
  id: ClassId | null | undefined,
): PriorityClass | undefined {
  const found = byId(config.priorityClasses, id)
  return found === ordinaryClass(config) ? undefined : found
}

function isBefore(one: PriorityClass, other: PriorityClass): boolean {
  if (one.weight !== other.weight) return one.weight < other.weight
  return one.headStartSeconds < other.headStartSeconds
}
