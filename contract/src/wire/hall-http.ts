import { z } from 'zod'
import { Role, StationKind } from '../access.ts'
import { compact } from '../identifier.ts'
import { StaffId, StationId } from '../ids.ts'

/** `POST /api/session` */
export const SignInRequest = z.strictObject({
  /** In whatever form it was typed; read in its one form. */
  staffNumber: z
    .string()
    .max(64)
    .overwrite(compact)
    .regex(/^\d{3,8}$/),
  password: z.string().min(1).max(128),
  /** With a first password: the one that takes its place. */
  newPassword: z.string().max(128).optional(),
})
export type SignInRequest = z.infer<typeof SignInRequest>

/** Answer of `POST /api/session` and `GET /api/session`. */
export const SessionInfo = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('staff'), staffId: StaffId, name: z.string(), roles: z.array(Role) }),
  z.object({ kind: z.literal('station'), stationId: StationId, stationKind: StationKind }),
])
export type SessionInfo = z.infer<typeof SessionInfo>

/** `POST /api/enrolment`: a machine asks to be let in. `code` only for machines with a code known beforehand. */
export const EnrolmentRequest = z.strictObject({
  kind: StationKind,
  code: z.string().min(12).max(64).optional(),
})
/** The code is shown on the machine; the secret stays in it. */
export const EnrolmentTicket = z.object({ code: z.string(), secret: z.string(), expiresAt: z.number().int() })
export type EnrolmentTicket = z.infer<typeof EnrolmentTicket>

/** `POST /api/enrolment/claim`: asked every few seconds until an administrator has approved the code. */
export const EnrolmentClaim = z.strictObject({
  code: z.string().min(6).max(64),
  secret: z.string().min(16).max(128),
})
/** Browsers get the token as a cookie as well. */
export const EnrolmentResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('pending') }),
  z.object({ status: z.literal('approved'), stationId: StationId, token: z.string() }),
])
export type EnrolmentResult = z.infer<typeof EnrolmentResult>

/** `GET /api/enrolment` (administrator): who asks to be let in. */
export const PendingEnrolments = z.array(
  z.object({
    code: z.string(),
    kind: StationKind,
    since: z.number().int(),
    expiresAt: z.number().int(),
    /** Network address that the machine asked from; null: it had a code known beforehand. */
    from: z.string().nullable(),
  }),
)
export type PendingEnrolments = z.infer<typeof PendingEnrolments>

/** Body of every HTTP answer that is not 2xx. */
export const HttpRefusal = z.object({ ok: z.literal(false), code: z.string(), detail: z.string().optional() })

/** `POST /api/session/password`: one's own; all other sessions of the person end. */
export const PasswordChange = z.strictObject({
  password: z.string().min(1).max(128),
  newPassword: z.string().max(128),
})
export type PasswordChange = z.infer<typeof PasswordChange>

/** `POST /api/staff/:staffId/password`: the first password made for somebody; shown once, kept nowhere. */
export const FirstPassword = z.object({ password: z.string() })

/** `GET /api/region`: how the line to the region's hub stands; `line` null: the hall belongs to none. */
export const RegionLine = z.object({
  line: z
    .object({
      /** Address of the hub's node that is spoken to, or tried. */
      hub: z.string(),
      state: z.enum(['connecting', 'waiting', 'online', 'refused']),
      /** Code of the reason why it waits or is refused. */
      code: z.string().nullable(),
      /** What the region shows beside the hall's name while it waits: both are compared before it is let in. */
      fingerprint: z.string(),
      /** Facts that the hub has not said to have; null: it has not been heard of since the server was started. */
      behind: z.number().int().nullable(),
    })
    .nullable(),
})
export type RegionLine = z.infer<typeof RegionLine>

/** One session of a member of staff, as they and administrators may know it. */
export const StaffSession = z.object({
  /** Tells it from others; opens nothing. */
  mark: z.string(),
  since: z.number().int(),
  /** How long nothing was done in it, ms. */
  idleMs: z.number().int(),
  /** Network address of its last act; null: none since the server was started. */
  from: z.string().nullable(),
  /** The session that asks. */
  here: z.boolean(),
})
export type StaffSession = z.infer<typeof StaffSession>

/** `GET /api/session/all`: one's own sessions. */
export const StaffSessions = z.array(StaffSession)
export type StaffSessions = z.infer<typeof StaffSessions>

/** `GET /api/staff` (administrator): how it stands with everybody's sign-in. */
export const StaffAccounts = z.array(
  z.object({
    staffId: StaffId,
    /** `none`: cannot sign in. `first`: has to be changed at the next sign-in. */
    password: z.enum(['none', 'first', 'set']),
    sessions: z.array(StaffSession),
    /** Failed sign-ins in a row, and how long those who failed have to wait at most, ms. */
    failures: z.number().int(),
    waitMs: z.number().int(),
  }),
)
export type StaffAccounts = z.infer<typeof StaffAccounts>
