import { Directive, UPLINK_DIRECTIVE } from '@service-hall/contract'
import type { Decidable } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'

/**
 * The command that a directive of the region becomes, as it came over the line; null: the text is none. Its id derives
 * from the directive's, and all that a second delivery changes is how long it may still be begun.
 */
export function takeDirective(text: string): Decidable<'directive.take'> | null {
  if (text.length > UPLINK_DIRECTIVE) return null
  const directive = read(text)
  if (!directive) return null
  const { id: directiveId, target, work, who, why, issuedAt, validMs, ageMs } = directive
  return {
    ...{ type: 'directive.take', id: derivedId('directive', directiveId) },
    ...{ directiveId, target, work: JSON.stringify(work), who, why, issuedAt },
    remainingMs: Math.max(-1, validMs - ageMs),
  }
}

function read(text: string): Directive | null {
  try {
    return Directive.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
