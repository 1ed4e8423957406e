import { z } from 'zod'
import { cleanText } from '../../clean-text.ts'
import { Position, RegionId } from '../words.ts'
import { PointHours } from './hours.ts'
import { PlaceService, PointKind, isOnline } from './kinds.ts'

/** Time zone that hours of payment points are of. */
export const POINT_ZONE = 'Asia/Shanghai'
/** Points that are not ended, in all. */
export const MOST_PAYMENT_POINTS = 20_000
/** Lines of an imported file at most. */
export const MOST_IMPORTED = 2_000

const oneForm = (text: string): string => cleanText(text.normalize('NFKC')).replace(/\s/g, '').toUpperCase()

/** Number of a point (网点编号), in one form: `RS-0012`. */
export const PointId = z
  .string()
  .max(60)
  .overwrite(oneForm)
  .regex(/^[A-Z0-9][A-Z0-9._-]{0,39}$/, 'letters, digits, - . _')
  .brand<'PointId'>()
export type PointId = z.infer<typeof PointId>

const text = (most: number) => z.string().max(most).overwrite(cleanText)
const name = (most: number) => text(most).min(1)

/** What is said of a point. One that people go to has a position; one that they do not go to has none. */
export const PointDescription = z
  .strictObject({
    kind: PointKind,
    name: z.strictObject({ zh: name(60), en: name(90) }),
    /** Whose it is: who administers this region keeps it. */
    regionId: RegionId,
    /** As people call the part of the town: 滨江区. It is found by it. */
    district: z.strictObject({ zh: text(30), en: text(60) }),
    address: text(120),
    position: Position.nullable(),
    phone: z
      .string()
      .max(30)
      .regex(/^[0-9+*#() -]{0,30}$/, 'a phone number'),
    /** Page of a way that nobody goes to. */
    web: z
      .string()
      .max(200)
      .regex(/^(https:\/\/[^\s"'<>\\]{1,190})?$/, 'an https address'),
    hours: PointHours,
    services: z.array(PlaceService).min(1).max(12).refine(isSet, 'one of them twice'),
  })
  .refine(({ kind, position }) => isOnline(kind) === (position === null), {
    path: ['position'],
    error: 'a place that people go to has a position, another has none',
  })
export type PointDescription = z.infer<typeof PointDescription>

/** Not there for a time: from a day to a day, both included; `to` null: until it is opened again. */
export const PointClosure = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date().nullable(),
    why: z.strictObject({ zh: name(60), en: name(90) }),
  })
  .refine(({ from, to }) => to === null || from <= to, { path: ['to'], error: 'before its first day' })
export type PointClosure = z.infer<typeof PointClosure>

/** A payment point (缴费网点) as the console shows it. */
export type PaymentPoint = PointDescription & {
  pointId: PointId
  /** Goes up with each change: who changes it says which one they saw. */
  revision: number
  closure: PointClosure | null
  /** Since when it is no more, epoch ms of the hub. */
  ended: { at: number; why: string } | null
  changedAt: number
  changedBy: string
}

/** Answer of `GET /api/payment-points`. */
export type PaymentPoints = {
  /** Whether strangers may look at `/nearby`. */
  isPublic: boolean
  points: PaymentPoint[]
}

/** Answer of `POST /api/payment-points/import`. Where a line is wrong nothing is done. */
export type PointImport = {
  added: number
  changed: number
  lines: { line: number; problem: string }[]
}

/** `POST /api/payment-points/import`: CSV. */
export const PointsText = z.strictObject({ text: z.string().min(1).max(1_000_000) })

export const PointNote = name(200)

function isSet(list: readonly string[]): boolean {
  return new Set(list).size === list.length
}
