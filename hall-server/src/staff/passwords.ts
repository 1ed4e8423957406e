import { passwordProblem, refuse } from '@service-hall/contract'
import type { ActorRef, Answer, Refusal, SessionId, StaffId, StaffMember } from '@service-hall/contract'
import { derivedId, hashPassword } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import type { HallOf } from '../core/hall.ts'
import type { PasswordState, Vault } from '../vault/store.ts'
import type { WithStaff } from './state.ts'

export type PasswordPorts = { hall: HallOf<WithStaff>; vault: Vault; log: Log; hashCost: number | undefined }

/** Why a chosen password is not taken; null: it is. */
export function refusedPassword(member: StaffMember, chosen: string, before: string): Refusal | null {
  const problem = passwordProblem(chosen, { staffNumber: member.number, before })
  return problem ? refuse(problem) : null
}

/** Puts a password into the vault and then into the facts, which ends sessions. */
export async function setPassword(
  { hall, vault, hashCost }: Omit<PasswordPorts, 'log'>,
  staffId: StaffId,
  { password, first, by, keep }: { password: string; first: boolean; by: ActorRef; keep?: SessionId },
): Promise<Answer | Refusal> {
  if (hall.recovering) return refuse('hall.recovering')
  const record = JSON.stringify(await hashPassword(password, hashCost))
  const version = await vault.setPassword(staffId, record, { first })
  if (version === null) return refuse('staff.unknown')
  return noted(hall, staffId, { version, first, by, ...(keep ? { keep } : {}) })
}

/**
 * Passwords that the vault has and the facts do not know of: set by a tool beside the running server, or just before it
 * ended. Their owners' sessions end now.
 */
export async function notePasswords({ hall, vault }: Pick<PasswordPorts, 'hall' | 'vault'>): Promise<void> {
  if (hall.recovering) return
  const states: [string, PasswordState][] = Object.entries(await vault.passwordStates())
  for (const [id, { version, first }] of states)
    if (version > (hall.state.staff.passwords?.[id] ?? 0))
      await noted(hall, id as StaffId, { version, first, by: 'system' })
}

function noted(
  hall: HallOf<WithStaff>,
  staffId: StaffId,
  set: { version: number; first: boolean; by: ActorRef; keep?: SessionId },
): Promise<Answer> {
  return hall.system({
    type: 'staff.notePassword',
    id: derivedId('password', staffId, set.version, set.by),
    staffId,
    ...set,
  })
}
