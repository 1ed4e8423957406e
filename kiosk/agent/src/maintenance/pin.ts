import type { StationSettings } from '@service-hall/contract'
import { verifyPassword } from '@service-hall/server-kit'

/** A record of a higher cost would keep this machine busy for longer than a technician waits. */
const LARGEST_COST = 2 ** 17

/** Whether the digits open the maintenance page. Without a record nothing does. */
export async function pinMatches(
  pin: string,
  record: StationSettings['maintenancePin'] | undefined,
): Promise<boolean> {
  return record !== undefined && record.cost <= LARGEST_COST && verifyPassword(pin, record)
}
