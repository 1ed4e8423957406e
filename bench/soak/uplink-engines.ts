import { soakUplink } from './uplink.ts'
import type { UplinkOptions, UplinkResult } from './uplink.ts'

const ENGINES = ['sqlite', 'postgres'] as const

/** The soak of the uplink on one engine, or one after the other on both (`both`); the counts are of all. */
export async function soakEngines(
  wanted: string,
  options: Omit<UplinkOptions, 'engine'>,
): Promise<UplinkResult> {
  const sum: UplinkResult = { facts: 0, lost: 0, doubled: 0, rollupDifferences: 0 }
  for (const engine of ENGINES.filter((one) => wanted === 'both' || wanted === one)) {
    const result = await soakUplink({ ...options, engine })
    options.say(`${engine} ${JSON.stringify(result)}`)
    for (const [name, count] of Object.entries(result) as [keyof UplinkResult, number][]) sum[name] += count
  }
  return sum
}
