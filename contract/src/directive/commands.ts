import { z } from 'zod'
import { DEVICE_WORK, FLOOR_WORK } from '../access.ts'
import { command } from '../define/command.ts'
import { StationId } from '../ids.ts'
import { Instant } from '../time.ts'
import { LARGEST_PACKAGE } from './package.ts'
import {
  DirectiveId,
  DirectiveKind,
  DirectiveOutcome,
  DirectiveTarget,
  LONGEST_WORK,
  SettingsDigest,
  Who,
  Why,
} from './words.ts'

/**
 * The region gave this hall a directive. `work` as JSON: whether this release knows its kind is decided. How long it may
 * still be begun is put in by the line at each delivery, and does not make it another command.
 */
export const TakeDirective = command(
  'directive.take',
  {
    directiveId: DirectiveId,
    target: DirectiveTarget,
    work: z.string().max(LONGEST_WORK),
    who: Who,
    why: Why,
    issuedAt: Instant,
  },
  { by: ['system'], prepared: { without: [], with: { remainingMs: z.number().int().max(604_800_000) } } },
)
/** A station is about to do what it was told. Whoever is answered with a refusal leaves it. */
export const BeginDirective = command('directive.begin', { directiveId: DirectiveId }, { by: DEVICE_WORK })
/** How it ended there. */
export const ReportDirective = command(
  'directive.report',
  { directiveId: DirectiveId, outcome: DirectiveOutcome },
  { by: DEVICE_WORK },
)
/** What a station runs and goes by, and what it may do; told when it connects and when that changes. */
export const ReportStation = command(
  'directive.reportStation',
  {
    stationId: StationId,
    release: z
      .string()
      .max(40)
      .regex(/^[A-Za-z0-9._+-]+$/),
    /** Absent: it was never told any. */
    settings: SettingsDigest.optional(),
    allows: z.array(DirectiveKind).max(40),
  },
  { by: DEVICE_WORK },
)
/** How far it is with the package that a directive is about: the hall's own word, of what it fetched or has given. */
export const ProgressDirective = command(
  'directive.progress',
  {
    directiveId: DirectiveId,
    at: z.enum(['hall', 'station']),
    have: z.number().int().min(0).max(LARGEST_PACKAGE),
    bytes: z.number().int().min(1).max(LARGEST_PACKAGE),
  },
  { by: ['system'] },
)
/** How it ended here, at the hall itself: what is asked of a call display, which has no program of its own. */
export const SettleDirective = command(
  'directive.settle',
  { directiveId: DirectiveId, outcome: DirectiveOutcome, release: z.string().max(40) },
  { by: ['system'] },
)
/** Staff accept or decline what the region asks of them. */
export const AnswerDirective = command(
  'directive.answer',
  { directiveId: DirectiveId, accept: z.boolean() },
  { by: FLOOR_WORK },
)
/** Staff take a message off the screens before its time. */
export const DismissNotice = command(
  'directive.dismiss',
  { directiveId: DirectiveId },
  { by: ['lobbyManager', 'administrator'] },
)
/** Time is up: a directive that nobody began, a message that was shown for as long as was said, a station that is silent. */
export const LapseDirective = command('directive.lapse', { directiveId: DirectiveId }, { by: ['system'] })
export const EndNotice = command('directive.endNotice', { directiveId: DirectiveId }, { by: ['system'] })
