import { join } from 'node:path'
import type { HallFile } from '@service-hall/contract'
import { identityFile, readPrivate, writePrivate } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { HallOf } from '../core/hall.ts'
import type { WithRegion } from './state.ts'
import { HubAddresses } from './hub-addresses.ts'
import { Uplink } from './uplink.ts'

/** Release that this hall tells the region. */
export const RELEASE = '0.1.0'

/** Reads or makes the hall's key (`region.key`) and what it knows of the hub (`hub.key`); the line is not started yet. */
export async function openUplink(
  { hub, hubKey }: NonNullable<HallFile['region']>,
  { hall, dataFolder, clock, log }: { hall: HallOf<WithRegion>; dataFolder: string; clock: Clock; log: Log },
): Promise<Uplink> {
  const hubFile = join(dataFolder, 'hub.key')
  const remembered = (await readPrivate(hubFile))?.trim() ?? null
  return new Uplink({
    addresses: new HubAddresses(typeof hub === 'string' ? [hub] : hub),
    hall,
    identity: await identityFile(join(dataFolder, 'region.key')),
    hubKey: hubKey ?? remembered,
    remember: (key) => writePrivate(hubFile, `${key}\n`),
    release: RELEASE,
    clock,
    log,
  })
}
