import type { KioskWay, OfferedWay, PayUse } from '@service-hall/contract'

/** What of the machine a way needs; null: it works. */
export type WayCheck = (use: PayUse) => KioskWay['problem']

const KINDS = { showsCode: 'code', scansCode: 'scan', card: 'card', cash: 'cash' } as const

/** Names a way to pay on the screen: its channel, and `.scan` where the machine scans. */
export function wayIdOf({ channel, use }: OfferedWay): string {
  return use === 'scansCode' ? `${channel}.scan` : channel
}

/** The ways of the hall as the screen offers them. */
export function kioskWays(ways: readonly OfferedWay[], problemOf: WayCheck): KioskWay[] {
  return ways.slice(0, 12).map((way) => ({
    wayId: wayIdOf(way),
    kind: KINDS[way.use],
    name: way.name,
    problem: problemOf(way.use),
  }))
}
