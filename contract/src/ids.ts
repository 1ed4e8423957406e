import { z } from 'zod'

/** Short human-made key of a configured thing, as it stands in the hall's YAML: `C1`, `pay`, `K1`. */
const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, 'a key: a letter, then letters, digits, - or _')

/** Id made by a machine: a UUIDv7, or a derived system id such as `park-due:<uuid>:3`. */
const machineId = z.string().min(8).max(120)

export const HallId = key.brand<'HallId'>()
export type HallId = z.infer<typeof HallId>
export const ServiceId = key.brand<'ServiceId'>()
export type ServiceId = z.infer<typeof ServiceId>
export const GroupId = key.brand<'GroupId'>()
export type GroupId = z.infer<typeof GroupId>
export const ClassId = key.brand<'ClassId'>()
export type ClassId = z.infer<typeof ClassId>
export const ZoneId = key.brand<'ZoneId'>()
export type ZoneId = z.infer<typeof ZoneId>
export const CounterId = key.brand<'CounterId'>()
export type CounterId = z.infer<typeof CounterId>
/** A machine that signs in by itself: kiosk, call display or device host. */
export const StationId = key.brand<'StationId'>()
export type StationId = z.infer<typeof StationId>
export const DeviceId = key.brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>
/** Reason of a pause, park or void, as configured. */
export const ReasonId = key.brand<'ReasonId'>()
export type ReasonId = z.infer<typeof ReasonId>
/** Staff id (内部编号). Never the person's name: names live in the vault. */
export const StaffId = key.brand<'StaffId'>()
export type StaffId = z.infer<typeof StaffId>

export const CommandId = machineId.brand<'CommandId'>()
export type CommandId = z.infer<typeof CommandId>
/**
 * Id of a command that a peer may send: a UUIDv7. Ids with a colon are a hall server's own; it derives them from what
 * they answer to, so whoever could write one could take it before its time.
 */
export const PeerCommandId = machineId
  .regex(/^[^:]*$/, 'an id without a colon: those are the server’s own')
  .brand<'CommandId'>()
export const TicketId = machineId.brand<'TicketId'>()
export type TicketId = z.infer<typeof TicketId>
export const InvitationId = machineId.brand<'InvitationId'>()
export type InvitationId = z.infer<typeof InvitationId>
/** Stands for a person in facts; the vault holds who it is, and can forget. */
export const SubjectId = machineId.brand<'SubjectId'>()
export type SubjectId = z.infer<typeof SubjectId>
export const SessionId = machineId.brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

/** A payment channel, as its folder names it: `alipay`. */
export const PayChannelId = key.brand<'PayChannelId'>()
export type PayChannelId = z.infer<typeof PayChannelId>
export const PaymentOrderId = machineId.brand<'PaymentOrderId'>()
export type PaymentOrderId = z.infer<typeof PaymentOrderId>
export const AttemptId = machineId.brand<'AttemptId'>()
export type AttemptId = z.infer<typeof AttemptId>
export const RefundId = machineId.brand<'RefundId'>()
export type RefundId = z.infer<typeof RefundId>
/** What a person found out about an attempt. */
export const FindingId = machineId.brand<'FindingId'>()
export type FindingId = z.infer<typeof FindingId>
/** A difference that somebody has to explain. */
export const SuspenseId = machineId.brand<'SuspenseId'>()
export type SuspenseId = z.infer<typeof SuspenseId>
