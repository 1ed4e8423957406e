import type { Tier, TierProfile } from '@service-hall/contract'

const MINUTE = 60_000

/** What the demo's province asks of its halls: of all, then of each tier. */
const OF_ALL: TierProfile = {
  zones: ['business', 'guidance', 'selfService'],
  functions: ['accept', 'charge', 'notice', 'guide'],
  calendar: {
    ...{ '1': ['08:30-17:30'], '2': ['08:30-17:30'], '3': ['08:30-17:30'], '4': ['08:30-17:30'] },
    ...{ '5': ['08:30-17:30'], '6': ['09:00-17:00'], '7': ['09:00-17:00'], holiday: ['09:00-16:30'] },
  },
  targets: { waitMs: 15 * MINUTE, handlingMs: 20 * MINUTE },
}

const OF_TIERS: readonly [Tier, TierProfile][] = [
  [
    'A',
    {
      zones: ['business', 'guidance', 'selfService', 'rating', 'exhibition'],
      functions: ['accept', 'charge', 'notice', 'guide', 'negotiate'],
      devices: { printer: 2, ratingPad: 6 },
      targets: { waitMs: 10 * MINUTE },
    },
  ],
  [
    'B',
    {
      functions: ['accept', 'charge', 'notice', 'guide', 'negotiate'],
      devices: { printer: 1, ratingPad: 3 },
    },
  ],
  ['C', { devices: { printer: 1 } }],
  ['D', { zones: ['selfService'], functions: ['charge', 'notice'], targets: { waitMs: 20 * MINUTE } }],
]

/** As the command `profile.set` takes them. */
export const DEMO_PROFILES: readonly { place: object; profile: TierProfile }[] = [
  { place: { of: 'region', regionId: 'demo', tier: null }, profile: OF_ALL },
  ...OF_TIERS.map(([tier, profile]) => ({ place: { of: 'region', regionId: 'demo', tier }, profile })),
]
