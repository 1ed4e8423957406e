import type { HallView } from '@service-hall/contract'

/** Payments that nobody knows the result of: attempts that no channel explains, write-offs that the utility does not answer. */
export function unknownPayments({ payments }: HallView): { payments: number; since: number } {
  let count = 0
  let since = Infinity
  const add = (at: number): void => {
    count += 1
    since = Math.min(since, at)
  }
  for (const { attempts, delivery } of Object.values(payments)) {
    for (const attempt of attempts) if (attempt.state === 'unsure') add(attempt.since)
    if (delivery?.state === 'unsure') add(delivery.since)
  }
  return { payments: count, since }
}
