import { z } from 'zod'
import { ActorRef, EVERYBODY, STAFF_AND_STATIONS, STAFF_AND_REGION } from '../access.ts'
import { fact } from '../define/fact.ts'
import { DeviceId, StationId } from '../ids.ts'
import { Instant } from '../time.ts'
import { DirectiveId } from './words.ts'

const Target = z.discriminatedUnion('of', [
  z.object({ of: z.literal('hall') }),
  z.object({ of: z.literal('station'), stationId: StationId }),
  z.object({ of: z.literal('device'), deviceId: DeviceId }),
])
/** Of whatever kind: those of later releases too. Read it by `DirectiveWork`. */
const Work = z.looseObject({ kind: z.string() })
const Report = z.object({
  bytes: z.number().int().optional(),
  settings: z.string().optional(),
  release: z.string().optional(),
})

/** A directive of the region is here. `until`: when it lapses unless somebody has begun it, by the hall's own clock. */
export const DirectiveReceived = fact(
  'DirectiveReceived',
  {
    directiveId: DirectiveId,
    target: Target,
    work: Work,
    who: z.string(),
    why: z.string(),
    issuedAt: Instant,
    until: Instant,
  },
  { seenBy: STAFF_AND_STATIONS },
)
/** A station is about to do it. */
export const DirectiveBegun = fact(
  'DirectiveBegun',
  { directiveId: DirectiveId, by: ActorRef },
  { seenBy: STAFF_AND_STATIONS },
)
/** How far the hall (`hall`), or the station from the hall (`station`), is with the package that it is about. */
export const DirectiveProgressed = fact(
  'DirectiveProgressed',
  {
    directiveId: DirectiveId,
    at: z.enum(['hall', 'station']),
    have: z.number().int().min(0),
    bytes: z.number().int().min(1),
  },
  { seenBy: STAFF_AND_REGION },
)
export const DirectiveDone = fact(
  'DirectiveDone',
  { directiveId: DirectiveId, by: ActorRef, report: Report.optional() },
  { seenBy: STAFF_AND_STATIONS },
)
/** It was begun and went wrong, or nobody knows how it went (`directive.noReport`). */
export const DirectiveFailed = fact(
  'DirectiveFailed',
  { directiveId: DirectiveId, by: ActorRef, code: z.string(), detail: z.string().optional() },
  { seenBy: STAFF_AND_STATIONS },
)
/** It was not begun, and why: by the hall's or the station's own settings, or declined by staff. */
export const DirectiveRefused = fact(
  'DirectiveRefused',
  { directiveId: DirectiveId, by: ActorRef, code: z.string(), detail: z.string().optional() },
  { seenBy: STAFF_AND_STATIONS },
)
/** Nobody began it in time. */
export const DirectiveExpired = fact(
  'DirectiveExpired',
  { directiveId: DirectiveId },
  { seenBy: STAFF_AND_STATIONS },
)
/** Another directive took its place, or took it back, before anybody began it. */
export const DirectiveDropped = fact(
  'DirectiveDropped',
  { directiveId: DirectiveId, cause: z.enum(['superseded', 'withdrawn']), through: DirectiveId },
  { seenBy: STAFF_AND_STATIONS },
)

/** Something of the region stands on screens of the hall until a time of the hall's clock. */
export const NoticePosted = fact(
  'NoticePosted',
  {
    directiveId: DirectiveId,
    work: Work,
    on: z.array(z.enum(['displays', 'kiosks', 'counters'])),
    until: Instant,
  },
  { seenBy: EVERYBODY },
)
export const NoticeEnded = fact(
  'NoticeEnded',
  {
    directiveId: DirectiveId,
    cause: z.enum(['over', 'answered', 'dismissed', 'superseded', 'withdrawn']),
    by: ActorRef,
  },
  { seenBy: EVERYBODY },
)

/** What a station runs and goes by, and which directives it carries out by its own settings. */
export const StationReported = fact(
  'StationReported',
  {
    stationId: StationId,
    release: z.string(),
    settings: z.string().nullable(),
    allows: z.array(z.string()),
  },
  { seenBy: STAFF_AND_REGION },
)
