import { byId, classByRight, isBetter, offered, ordinaryClass, refuse } from '@service-hall/contract'
import type { CardHolder, ClassId, PriorityClass, Refusal } from '@service-hall/contract'
import type { Context } from '../core/decision.ts'

type Wish = { classId: ClassId; holder?: CardHolder | undefined }

/**
 * The priority class of a new ticket: the one asked for, or a better one that the customer has by right. Refuses a class
 * that kiosks may not give, unless the customer's card gives it.
 */
export function classFor(
  { classId, holder }: Wish,
  { config, day, actor }: Pick<Context, 'config' | 'day' | 'actor'>,
): { ok: true; priority: PriorityClass } | Refusal {
  const asked = byId(offered(config.priorityClasses), classId)
  if (!asked) return refuse('class.unknown')
  const right = holder ? classByRight(config, holder, day)?.priority : undefined
  if (right && (right === asked || isBetter(right, asked))) return { ok: true, priority: right }
  const isOrdinary = asked === ordinaryClass(config)
  if (actor.kind === 'station' && !asked.kioskChoice && !isOrdinary) return refuse('class.notOffered')
  return { ok: true, priority: asked }
}
