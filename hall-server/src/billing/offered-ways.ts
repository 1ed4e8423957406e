import type { HallConfig, OfferedWay } from '@service-hall/contract'
import type { OpenChannel } from '../payment/systems.ts'

const CASH = { zh: '现金', en: 'Cash' }

/** Each use of each channel that this hall can take, in the order of its file. */
export function offeredWays(
  config: HallConfig | null | undefined,
  channels: ReadonlyMap<string, OpenChannel>,
): OfferedWay[] {
  return (config?.payments?.ways ?? []).flatMap(({ channel, uses }) => {
    const kind = channels.get(channel)?.kind
    return uses.flatMap((use): OfferedWay[] => {
      if (use === 'cash') return [{ channel, use, name: CASH }]
      return kind?.uses.includes(use) ? [{ channel, use, name: kind.name }] : []
    })
  })
}
