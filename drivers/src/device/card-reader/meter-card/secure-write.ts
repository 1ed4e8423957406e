import type { DeviceError } from '../../common/status.ts'
import type { ChipAnswer, ChipSession } from '../chip/session.ts'
import type { BoundedKeyService } from './key-service.ts'

/** A chip that is to be written to, and who computes for it. */
export type Writing = { session: ChipSession; keys: BoundedKeyService; serial: Uint8Array }

/** Why a step failed: the key service did not help, the card is not genuine, or the card refused or fell silent. */
export type WriteFault = 'keyService' | 'notGenuine' | 'card'
export type WriteStep =
  | { ok: true }
  /** `mayBeDone`: the write was sent, and no answer rules it out. */
  | { ok: false; fault: WriteFault; mayBeDone: boolean; error: DeviceError }

const MAC_LENGTH = 4
const MAC_CHALLENGE = 4
const CHALLENGE = 8

/** Writes a file from its beginning with a MAC: 04 D6 80+file 00 Lc data MAC, under a challenge of its own. */
export async function writeFile(writing: Writing, file: number, data: Uint8Array): Promise<WriteStep> {
  const { session, keys, serial } = writing
  const challenge = await getChallenge(session, MAC_CHALLENGE)
  if (!challenge.ok) return failedBefore(challenge)
  const header = { cla: 0x04, ins: 0xd6, p1: 0x80 | file, p2: 0x00 }
  const { cla, ins, p1, p2 } = header
  const message = Uint8Array.of(cla, ins, p1, p2, data.length + MAC_LENGTH, ...data)
  const mac = await keys.mac({ serial, challenge: challenge.data, message })
  if (!mac) return noKeys
  const answer = await session.command({ ...header, data: Uint8Array.of(...data, ...mac) })
  if (answer.ok) return { ok: true }
  return { ok: false, fault: 'card', mayBeDone: isOpen(answer.sw), error: answer.error }
}

/** Makes sure that the card is genuine, with a `challenge` of 8 bytes, then proves to it that we may write. */
export async function authenticate(writing: Writing, challenge: Uint8Array): Promise<WriteStep> {
  const { session, keys, serial } = writing
  const wanted = await keys.cardResponse({ serial, challenge })
  if (!wanted) return noKeys
  const internal = { cla: 0x00, ins: 0x88, p1: 0x00, p2: 0x01, data: challenge, le: CHALLENGE }
  const given = await session.command(internal)
  if (!given.ok) return failedBefore(given)
  if (!Buffer.from(wanted).equals(given.data)) return notGenuine
  const asked = await getChallenge(session, CHALLENGE)
  if (!asked.ok) return failedBefore(asked)
  const proof = await keys.hostResponse({ serial, challenge: asked.data })
  if (!proof) return noKeys
  const proved = await session.command({ cla: 0x00, ins: 0x82, p1: 0x00, p2: 0x02, data: proof })
  return proved.ok ? { ok: true } : failedBefore(proved)
}

function getChallenge(session: ChipSession, length: number): Promise<ChipAnswer> {
  return session.command({ cla: 0x00, ins: 0x84, p1: 0x00, p2: 0x00, le: length })
}

/** No status word, or one of failing memory (64 xx, 65 xx, 6F xx): what is in the file now, only reading tells. */
function isOpen(sw: number | undefined): boolean {
  return sw === undefined || [0x64, 0x65, 0x6f].includes(sw >> 8)
}

function failedBefore({ error }: { error: DeviceError }): WriteStep {
  return { ok: false, fault: 'card', mayBeDone: false, error }
}

const noKeys: WriteStep = {
  ok: false,
  fault: 'keyService',
  mayBeDone: false,
  error: { code: 'noAnswer', action: 'suspend' },
}
const notGenuine: WriteStep = {
  ok: false,
  fault: 'notGenuine',
  mayBeDone: false,
  error: { code: 'securityFail', action: 'clear' },
}
