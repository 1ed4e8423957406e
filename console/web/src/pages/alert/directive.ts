import type { AlertSeen, HallId, Localized, PlaybookStep } from '@service-hall/contract'
import type { Unsent } from '../../api/commands.ts'

type Directive = NonNullable<PlaybookStep['directive']>

const HOUR_MS = 3_600_000
/** How long what customers and staff are told stands, ms. */
const SHOWN_MS = HOUR_MS
/** How long a hall may begin it, ms: later it is of no use. */
const VALID_MS = 15 * 60_000

export type Diverted = { hallId: HallId; name: Localized; metres: number | null }

/** The machine that a step is for; null: there is none, so the step cannot be given. */
export function targetOf(
  { target }: Directive,
  { subject }: Pick<AlertSeen, 'subject'>,
  stationId: string | null,
): Record<string, string> | null {
  const [id = ''] = subject.split('.')
  if (target === 'hall') return { of: 'hall' }
  if (target === 'device') return { of: 'device', deviceId: id }
  return stationId === null ? null : { of: 'station', stationId }
}

function workOf(directive: Directive, to: Diverted | null): Record<string, unknown> | null {
  switch (directive.kind) {
    case 'message':
      return { kind: 'message', text: directive.text, on: ['displays', 'kiosks'], forMs: SHOWN_MS }
    case 'divert':
      return (
        to && {
          ...{ kind: 'divert', toHallId: to.hallId, toName: to.name, forMs: SHOWN_MS },
          ...(to.metres === null ? {} : { metres: Math.round(to.metres) }),
        }
      )
    case 'openCounter':
    case 'restartApp':
    case 'reboot':
    case 'resetDevice':
      return { kind: directive.kind }
  }
}

/** The command that gives a step's directive; null: something it needs is not known. */
export function directiveCommand(
  directive: Directive,
  alert: Pick<AlertSeen, 'alertId' | 'hallId' | 'subject'>,
  more: { directiveId: string; stationId: string | null; why: string; to: Diverted | null },
): Unsent | null {
  const { directiveId, stationId, why, to } = more
  const target = targetOf(directive, alert, stationId)
  const work = workOf(directive, to)
  if (!target || !work) return null
  const cause = `alert:${alert.alertId.replaceAll(':', '.')}`
  return {
    ...{ type: 'directive.give', directiveId, hallId: alert.hallId, target, work, why, validMs: VALID_MS },
    ...(cause.length <= 86 ? { cause } : {}),
  } as unknown as Unsent
}
