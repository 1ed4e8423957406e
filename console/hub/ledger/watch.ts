import { isDown } from '@service-hall/contract'
import type { AssetId } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import { isPlanned } from '../planned/planned-hours.ts'
import type { ConsolePorts } from '../ports.ts'
import { liveOf, machineOf } from './seen.ts'
import type { Asset } from './state.ts'

/** A machine or device in use that is down for so long in its planned hours gets a repair order by itself, ms. */
export const DOWN_MS = 2 * 3_600_000
const LOOK_MS = 30_000

type Ports = Pick<ConsolePorts, 'records' | 'live' | 'clock' | 'log'>
/** `downMs`: within planned hours, as far as seen. */
type Down = { since: number; downMs: number; seenAt: number }

/** What is wrong with what an asset is bound to, by its hall; null: nothing, or its hall is away and nobody knows. */
function faultOf(asset: Asset, { live }: Pick<Ports, 'live'>): { fault: string; since: number } | null {
  if (!live.hall(asset.hallId).line.connected) return null
  const now = liveOf(asset, live)
  if (now?.is === 'device' && isDown(now.state))
    return { fault: now.state.error ?? now.state.device, since: now.since }
  return now?.is === 'station' && !now.connected ? { fault: 'offline', since: now.since } : null
}

/**
 * Opens repair orders for what stays down. How long that is is counted here, by the clock that nobody sets, from when it
 * was first seen and within its planned hours; a node that was started anew counts anew. Two nodes open one order: its id derives from the fault.
 */
export function watchDown({ records, live, clock, log }: Ports, downMs = DOWN_MS): () => void {
  const down = new Map<AssetId, Down>()
  let cancel = (): void => undefined

  const isDueNow = ({ hallId, bound }: Asset): boolean => {
    const { at, hallAt } = live.momentOf(hallId)
    return bound !== null && isPlanned(live.hall(hallId).plan, machineOf(bound), at, hallAt)
  }

  const look = async (): Promise<void> => {
    for (const asset of records.state.assets.values()) {
      const { assetId } = asset
      const found = asset.stage === 'inService' ? faultOf(asset, { live }) : null
      if (!found) {
        down.delete(assetId)
        continue
      }
      const before = down.get(assetId)
      const seenAt = clock.monotonic()
      const isSame = before?.since === found.since
      const passed = isSame && isDueNow(asset) ? seenAt - before.seenAt : 0
      const known = (isSame ? before.downMs : 0) + passed
      down.set(assetId, { since: found.since, downMs: known, seenAt })
      if (known < downMs) continue
      const repairId = `down.${assetId}.${found.since}`
      const id = derivedId('repair', assetId, found.since)
      const command = { type: 'ledger.openRepair', id, assetId, repairId, fault: found.fault } as const
      const { answer } = await records.execute({ accountId: null, from: 'hub' }, command)
      if (!answer.ok) log.warn('repair.notOpened', { asset: assetId, code: answer.code })
    }
  }
  const again = (): void => {
    cancel = clock.after(LOOK_MS, () => {
      look().catch((error: unknown) => log.error('repair.notLooked', error))
      again()
    })
  }
  again()
  return () => cancel()
}
