import type { AccountId } from '@service-hall/contract'

/** The record of an account. */
export const accountStream = (accountId: AccountId): string => `account:${accountId}`
