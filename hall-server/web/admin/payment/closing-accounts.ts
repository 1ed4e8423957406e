import type { HallView, SuspenseCase } from '@service-hall/contract'

/** How a case can have been explained, as `payment.closeSuspense` takes it. */
export const HOWS = ['found', 'returned', 'writtenOff', 'corrected'] as const

/** Accounts that what stands in suspense may go to: the one that it came from first, losses last. */
export function closingAccounts(
  { account }: SuspenseCase,
  { config, cashBoxes }: Pick<HallView, 'config' | 'cashBoxes'>,
): string[] {
  const channels = (config?.payments?.ways ?? [])
    .filter(({ uses }) => uses.some((use) => use !== 'cash'))
    .map(({ channel }) => `channel:${channel}`)
  const boxes = Object.keys(cashBoxes).map((boxId) => `box:${boxId}`)
  return [...new Set([account, 'billing', ...channels, ...boxes, 'inTransit', 'cashOverShort'])]
}
