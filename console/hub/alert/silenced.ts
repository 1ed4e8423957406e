import { ALERT_RULES, WHOLE_HALL, alertKey } from '@service-hall/contract'
import type { AlertSilence, HallConfig } from '@service-hall/contract'
import type { OrganisationState } from '../organisation/state.ts'
import { covers } from './maintenance.ts'
import type { UnderWay } from './maintenance.ts'
import type { Alert, AlertState } from './state.ts'

type State = OrganisationState & AlertState

/**
 * Why an open alert asks for nobody: its hall is maintained, or what it hangs on has an alert of its own (the hall is
 * silent, the station of the device is lost). null: it asks.
 */
export function silencedBy(
  state: State,
  { list }: Pick<UnderWay, 'list'>,
  { kind, hallId, subject }: Alert,
  config: HallConfig | null,
): AlertSilence | null {
  if (list.some(({ place }) => covers(state, place, { hallId, kind, subject, config }))) return 'maintenance'
  const isOpen = (cause: Parameters<typeof alertKey>[0]): boolean => state.openAlerts.has(alertKey(cause))
  if (kind !== 'hallSilent' && isOpen({ kind: 'hallSilent', hallId, subject: WHOLE_HALL }))
    return 'hallSilent'
  const { of } = ALERT_RULES[kind]
  const [id = ''] = subject.split('.')
  const station =
    of === 'device' || of === 'consumable'
      ? config?.devices.find((device) => device.id === id)?.station
      : kind === 'kioskStuck'
        ? subject
        : undefined
  const isCutOff = station !== undefined && isOpen({ kind: 'stationLost', hallId, subject: station })
  return isCutOff ? 'stationLost' : null
}
