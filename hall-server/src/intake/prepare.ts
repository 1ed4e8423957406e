import { birthDateOf, isSoundIdNumber, refuse } from '@service-hall/contract'
import type { Answer, SubjectId } from '@service-hall/contract'
import type { Prepare } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import type { Vault } from '../vault/store.ts'

type Ports = { hall: HallOf; vault: Vault }

/**
 * A ticket for a customer who may have shown an ID card. Who that is goes to the vault first; what is decided and
 * journaled carries a subject id; what the rules on priority ask of the card goes along in memory. Of somebody new who
 * gets no ticket nothing is kept. An ID number that cannot be one is refused; the day of birth is the number's own.
 */
export const prepareIssue: Prepare<'ticket.issue', Ports> = async (
  { identity, ...command },
  _peer,
  { hall, vault },
) => {
  if (!identity) return { ok: true, command }
  if (!isSoundIdNumber(identity.idNumber)) return refuse('identity.wrongNumber')
  const freshId = hall.newId() as SubjectId
  const subjectId = await vault.subjectFor(identity, freshId, hall.now())
  const holder = {
    birthDate: birthDateOf(identity.idNumber) ?? identity.birthDate ?? null,
    listedClassId: await vault.listedClassOf(identity.idNumber),
  }
  return {
    ok: true,
    command: { ...command, subjectId, holder },
    async answered(answer) {
      if (subjectId === freshId && !mayStandFor(hall, subjectId, answer)) await vault.erase(subjectId)
    },
  }
}

/** Whether a ticket stands for this subject, or may: a commit reported as failed can have reached the disk. */
function mayStandFor(hall: HallOf, subjectId: SubjectId, answer: Answer): boolean {
  if (!answer.ok) return answer.code === 'hall.storage'
  return hall.state.view.tickets[answer.result.ticket?.id ?? '']?.subjectId === subjectId
}
