import type { CounterId, DeviceId, HallView, Invitation, StaffId } from '@service-hall/contract'

/** What a rating pad is to do now, as the hall's facts have it. */
export type PadDuty =
  /** Nobody is at the counter. */
  { kind: 'rest' } | { kind: 'welcome'; staffId: StaffId } | { kind: 'invite'; invitation: Invitation }

/** The duty of one pad. An invitation past its time is none: the hall will lapse it. */
export function padDuty(view: HallView, deviceId: DeviceId, counterId: CounterId, hallNow: number): PadDuty {
  const invitation = view.invitations[counterId]
  if (
    invitation?.result.status === 'open' &&
    invitation.deviceId === deviceId &&
    hallNow < invitation.until
  ) {
    return { kind: 'invite', invitation }
  }
  const duty = view.counters[counterId]?.duty
  return duty === undefined || duty.status === 'closed'
    ? { kind: 'rest' }
    : { kind: 'welcome', staffId: duty.staffId }
}

/** The open invitation that a key with this sequence answers; none for a late key. */
export function invitationOf(
  view: HallView,
  deviceId: DeviceId,
  counterId: CounterId,
  sequence: number,
): Invitation | undefined {
  const invitation = view.invitations[counterId]
  const isIt = invitation?.deviceId === deviceId && invitation.sequence === sequence
  return isIt && invitation.result.status === 'open' ? invitation : undefined
}
