import { z } from 'zod'
import { SessionId } from '../../ids.ts'
import { Instant } from '../../time.ts'
import { hubFact } from '../define/define.ts'
import { AccountId, RegionId } from '../words.ts'

const Role = z.enum(['viewer', 'supervisor', 'operator', 'administrator'])

/** `wall`: it is that of a screen, not of a person. */
export const AccountAdded = hubFact('AccountAdded', {
  accountId: AccountId,
  homeId: RegionId,
  wall: z.literal(true).optional(),
})
export const GrantGiven = hubFact('GrantGiven', { accountId: AccountId, regionId: RegionId, role: Role })
export const GrantTaken = hubFact('GrantTaken', { accountId: AccountId, regionId: RegionId })
export const AccountClosed = hubFact('AccountClosed', { accountId: AccountId })
/** `first`: to be changed at the next sign-in. The password is in no fact. */
export const AccountPasswordSet = hubFact('AccountPasswordSet', {
  accountId: AccountId,
  first: z.boolean(),
  keep: SessionId.optional(),
})
export const SessionBegan = hubFact('SessionBegan', {
  accountId: AccountId,
  sessionId: SessionId,
  until: Instant,
})
export const SessionEnded = hubFact('SessionEnded', {
  accountId: AccountId,
  sessionId: SessionId,
  /** `ended`: by the person or an administrator. */
  cause: z.enum(['ended', 'expired', 'idle']),
})
export const AccountSignInFailed = hubFact('AccountSignInFailed', {
  accountId: AccountId,
  /** In a row, from everywhere. */
  failures: z.number().int(),
  waitMs: z.number().int(),
})
/** From here on a code is asked for beside the password. Secret and recovery codes are in no fact. */
export const SecondFactorSet = hubFact('SecondFactorSet', { accountId: AccountId })
/** `own`: by whoever has the account; else by an administrator, or on the hub's own machine. */
export const SecondFactorTaken = hubFact('SecondFactorTaken', { accountId: AccountId, own: z.boolean() })
export const RecoveryCodeUsed = hubFact('RecoveryCodeUsed', { accountId: AccountId, left: z.number().int() })
