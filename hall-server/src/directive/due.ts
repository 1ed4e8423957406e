import { isUnfinished } from '@service-hall/contract'
import type { DecidableCommand, DirectiveView } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { derivedId } from '@service-hall/server-kit'

/** How long a station that has begun may be silent, ms: a machine that starts anew and is brought up by hand. */
export const SILENT_MS = 30 * 60_000

const overAt = ({ state, until, since }: DirectiveView): number =>
  state === 'open' ? until : since + SILENT_MS

/** Directives that nobody began in time or reported on, and messages whose time is over. Pure. */
export function directivesDue({ view }: HasView, now: number): DecidableCommand[] {
  const lapsed = Object.values(view.directives)
    .filter((directive) => isUnfinished(directive) && now >= overAt(directive))
    .map((directive): DecidableCommand => {
      const { id, state } = directive
      // The end of its time is part of the id: a clock that was put right moves it, and it lapses all the same.
      return {
        type: 'directive.lapse',
        id: derivedId('directive', state, id, overAt(directive)),
        directiveId: id,
      }
    })
  const over = Object.values(view.notices)
    .filter(({ id, until }) => now >= until && view.directives[id]?.state !== 'open')
    .map(({ id, until }): DecidableCommand => {
      return { type: 'directive.endNotice', id: derivedId('notice', id, until), directiveId: id }
    })
  return [...lapsed, ...over]
}
