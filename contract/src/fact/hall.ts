import { z } from 'zod'
import { ActorRef } from '../access.ts'
import { DeviceState } from '../config/device-state.ts'
import { HallConfig } from '../config/hall-config.ts'
import { DeviceId, SessionId, StaffId, StationId } from '../ids.ts'
import { RefusalCode } from '../refusal.ts'
import { BusinessDay, Instant } from '../time.ts'

export const HallConfigured = z.object({
  type: z.literal('HallConfigured'),
  config: HallConfig,
  by: ActorRef,
})

/** A new business day: tickets that nobody serves are closed (flagged as such), counters stay, numbers restart. */
export const DayOpened = z.object({ type: z.literal('DayOpened'), day: BusinessDay })

export const DeviceStateChanged = z.object({
  type: z.literal('DeviceStateChanged'),
  deviceId: DeviceId,
  state: DeviceState,
  by: ActorRef,
})

export const StationConnected = z.object({ type: z.literal('StationConnected'), stationId: StationId })
export const StationLost = z.object({ type: z.literal('StationLost'), stationId: StationId })
export const StationEnrolled = z.object({
  type: z.literal('StationEnrolled'),
  stationId: StationId,
  by: ActorRef,
})
export const StationRevoked = z.object({
  type: z.literal('StationRevoked'),
  stationId: StationId,
  by: ActorRef,
})

export const StaffSignedIn = z.object({
  type: z.literal('StaffSignedIn'),
  staffId: StaffId,
  sessionId: SessionId,
  until: Instant,
})
export const StaffSignedOut = z.object({
  type: z.literal('StaffSignedOut'),
  staffId: StaffId,
  sessionId: SessionId,
})
export const SignInFailed = z.object({
  type: z.literal('SignInFailed'),
  staffId: StaffId,
  /** Failures in a row, and until when the account is locked, if it is. */
  failures: z.number().int().min(1),
  lockedUntil: Instant.optional(),
})

/** A command that was refused: kept, so that asking again gives the same answer. */
export const CommandRefused = z.object({
  type: z.literal('CommandRefused'),
  command: z.string(),
  code: RefusalCode,
  by: ActorRef,
})
