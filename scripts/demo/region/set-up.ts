import type { HallId, OrganisationSeen, WaitingHall } from '@service-hall/contract'
import { lookUntil } from '@service-hall/harness/process'
import { keyFingerprint } from '@service-hall/server-kit'
import type { ConsoleAccount } from './console-account.ts'
import { demoLedger } from './devices.ts'
import { DEMO_REGIONS } from './halls.ts'
import type { DemoHall } from './halls.ts'
import { DEMO_POINTS } from './points.ts'
import { DEMO_PROFILES } from './profiles.ts'

/** A hall and the key that its own administration shows. */
export type Enrolling = DemoHall & { publicKey: string }

/** A hall tries to report within a second of its start, and every few seconds after that. */
const CALLS_MS = 60_000

/**
 * Brings the region to where the demo wants it, as an administrator does: regions, what is asked of halls, and the halls
 * themselves, each let in when it calls with the very key that it shows. What is there already stays as it is.
 */
export async function setUpRegion(admin: ConsoleAccount, halls: readonly Enrolling[]): Promise<void> {
  const { regions, halls: known } = await admin.ask<OrganisationSeen>('GET', '/api/organisation')
  const has = new Set<string>(regions.map(({ regionId }) => regionId))
  for (const { id, parent, name } of DEMO_REGIONS) {
    if (has.has(id)) continue
    await admin.command('organisation.addRegion', { regionId: id, parentId: parent, name })
  }
  if (!has.has('demo')) {
    for (const profile of DEMO_PROFILES) await admin.command('profile.set', profile)
    await admin.command('paymentPoint.import', { points: DEMO_POINTS })
    await admin.command('paymentPoint.setPublic', { isPublic: true })
  }
  const admitted = new Map(known.map(({ hallId, fingerprint }) => [hallId, fingerprint]))
  const others = halls.filter(({ id, publicKey }) => admitted.get(id as HallId) !== keyFingerprint(publicKey))
  await admit(admin, others)
  const text = demoLedger(others.map(({ id }) => id))
  if (text !== null) await admin.ask('POST', '/api/ledger/import', { text })
}

async function admit(admin: ConsoleAccount, halls: readonly Enrolling[]): Promise<void> {
  const left = new Map(halls.map((hall) => [hall.id, hall]))
  await lookUntil(
    'halls to call the hub',
    async () => {
      if (left.size === 0) return true
      for (const waiting of await admin.ask<WaitingHall[]>('GET', '/api/halls/waiting')) {
        const hall = left.get(waiting.hallId)
        // What the hub shows has to be what the hall shows: another machine may have called under its id.
        if (!hall || waiting.fingerprint !== keyFingerprint(hall.publicKey)) continue
        const { id: hallId, tier, region: regionId, address, position } = hall
        await admin.command('organisation.admitHall', { hallId, key: waiting.key, regionId, tier })
        await admin.command('organisation.describeHall', { hallId, tier, address, position })
        left.delete(hallId)
      }
      return left.size === 0
    },
    { longestMs: CALLS_MS, everyMs: 250 },
  )
}
