import { z } from 'zod'
import { DeviceState } from '../config/device-state.ts'
import { HallConfig } from '../config/hall-config.ts'
import { CommandId, DeviceId, SessionId, StaffId, StationId } from '../ids.ts'
import { BusinessDay, Instant } from '../time.ts'

const id = CommandId

/** A device's new state, from the station that drives it. */
export const ReportDevice = z.strictObject({
  type: z.literal('device.report'),
  id,
  deviceId: DeviceId,
  state: DeviceState,
})

/** An administrator approves an enrolment code for one configured station. */
export const EnrolStation = z.strictObject({
  type: z.literal('station.enrol'),
  id,
  code: z.string().min(6).max(64),
  stationId: StationId,
})
/** Takes a station's access away at once. */
export const RevokeStation = z.strictObject({ type: z.literal('station.revoke'), id, stationId: StationId })

// What follows is sent by the hall server to itself; a peer that sends it is refused.
export const ConfigureHall = z.strictObject({ type: z.literal('hall.configure'), id, config: HallConfig })
export const OpenDay = z.strictObject({ type: z.literal('hall.openDay'), id, day: BusinessDay })
export const NoteStation = z.strictObject({
  type: z.literal('station.note'),
  id,
  stationId: StationId,
  connected: z.boolean(),
})
export const NoteSignIn = z.strictObject({
  type: z.literal('staff.noteSignIn'),
  id,
  staffId: StaffId,
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('signedIn'), sessionId: SessionId, until: Instant }),
    z.strictObject({ kind: z.literal('wrongPassword') }),
    z.strictObject({ kind: z.literal('signedOut'), sessionId: SessionId }),
  ]),
})
