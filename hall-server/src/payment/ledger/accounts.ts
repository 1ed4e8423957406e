// Accounts of the hall's books (分户账). One sign for all: a debit adds, a credit takes away, and all of them together are 0.

/** What the hall owes customers: money that came and has not been written off, given back or put in suspense. Never above 0. */
export const CUSTOMER = 'customer'
/** What the hall owes the utility for what was written off. */
export const BILLING = 'billing'
/** What nobody has explained yet (挂账): below 0 too much money, above 0 too little. */
export const SUSPENSE = 'suspense'
/** Cash that two people took out of boxes and that is on its way to the bank. */
export const IN_TRANSIT = 'inTransit'
/** Cash that was missing or over, and that nobody will explain any more (现金长短款). */
export const OVER_SHORT = 'cashOverShort'

/** What a channel owes the hall: paid by customers, less refunds. */
export function channelAccount(channel: string): string {
  return `channel:${channel}`
}

/** What is in a cash box. */
export function boxAccount(boxId: string): string {
  return `box:${boxId}`
}
