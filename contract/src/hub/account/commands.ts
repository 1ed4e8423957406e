import { z } from 'zod'
import { SessionId } from '../../ids.ts'
import { Instant } from '../../time.ts'
import { hubCommand } from '../define/define.ts'
import { AccountId, Grant, HubRole, RegionId } from '../words.ts'
import { SessionOver } from './words.ts'

/**
 * Makes an account at home in a region, with its first role there. Its name and password are told beside the command.
 * `wall`: of a screen that hangs somewhere and only looks.
 */
export const AddAccount = hubCommand(
  'account.add',
  { accountId: AccountId, homeId: RegionId, role: HubRole, wall: z.literal(true).optional() },
  { by: 'account' },
)
/** Gives a role in a region; one that the account had in this very region is replaced. */
export const GiveGrant = hubCommand(
  'account.grant',
  { accountId: AccountId, ...Grant.shape },
  { by: 'account' },
)
export const TakeGrant = hubCommand(
  'account.ungrant',
  { accountId: AccountId, regionId: RegionId },
  { by: 'account' },
)
/** The account opens nothing any more, and its sessions end. */
export const CloseAccount = hubCommand('account.close', { accountId: AccountId }, { by: 'account' })
/** An administrator gives an account another first password; it is told beside the command. */
export const ResetPassword = hubCommand('account.resetPassword', { accountId: AccountId }, { by: 'account' })
/** Ends a session: one's own, or of an account that one administers. */
export const EndSession = hubCommand(
  'account.endSession',
  { accountId: AccountId, sessionId: SessionId },
  { by: 'account' },
)

/** The account that a new hub begins with. */
export const AddFirst = hubCommand('account.addFirst', { accountId: AccountId }, { by: 'system' })
/** Somebody chose their own password, having shown the one before; their other sessions end. */
export const NotePassword = hubCommand(
  'account.notePassword',
  { accountId: AccountId, keep: SessionId.optional() },
  { by: 'system' },
)
export const NoteSession = hubCommand(
  'account.noteSession',
  { accountId: AccountId, sessionId: SessionId, until: Instant },
  { by: 'system' },
)
export const NoteSessionOver = hubCommand(
  'account.noteSessionOver',
  { accountId: AccountId, sessionId: SessionId, cause: SessionOver },
  { by: 'system' },
)
export const NoteFailure = hubCommand(
  'account.noteFailure',
  { accountId: AccountId, failures: z.number().int().min(1), waitMs: z.number().int().min(0) },
  { by: 'system' },
)
/** An administrator takes a lost second factor away, and whoever has the account signs in by password alone. */
export const RemoveSecondFactor = hubCommand(
  'account.removeSecondFactor',
  { accountId: AccountId },
  { by: 'account' },
)
/** Somebody set up a second factor, having shown their password and a code. Its secret is told beside the command. */
export const NoteSecondFactor = hubCommand(
  'account.noteSecondFactor',
  { accountId: AccountId },
  { by: 'system' },
)
export const NoteSecondFactorGone = hubCommand(
  'account.noteSecondFactorGone',
  { accountId: AccountId },
  { by: 'system' },
)
/** Somebody signed in with one of their recovery codes; `left`: how many remain. */
export const NoteRecoveryCode = hubCommand(
  'account.noteRecoveryCode',
  { accountId: AccountId, left: z.number().int().min(0).max(20) },
  { by: 'system' },
)
