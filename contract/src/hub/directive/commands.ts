import { z } from 'zod'
import {
  DirectiveId,
  DirectiveReport,
  DirectiveTarget,
  DirectiveWork,
  ValidFor,
} from '../../directive/words.ts'
import { cleanText } from '../../clean-text.ts'
import { HallId } from '../../ids.ts'
import { Instant } from '../../time.ts'
import { hubCommand } from '../define/define.ts'
import { DirectiveCause, NotedState } from './words.ts'

/**
 * Gives a directive (指令) to a hall. `directiveId`: a fresh UUID; `why`: said to the hall and kept; `cause`: what it
 * answers to (`alert:…`), where anything. `validMs`: how long it may be begun.
 */
export const GiveDirective = hubCommand(
  'directive.give',
  {
    directiveId: DirectiveId,
    hallId: HallId,
    target: DirectiveTarget,
    work: DirectiveWork,
    why: z.string().trim().min(1).max(200).overwrite(cleanText),
    validMs: ValidFor,
    cause: DirectiveCause.optional(),
  },
  { by: 'account' },
)

/** What facts of the hall say of it; `unheard`: nothing came, long after its time. `at` by the hall's clock. */
export const NoteDirective = hubCommand(
  'directive.note',
  {
    directiveId: DirectiveId,
    hallId: HallId,
    state: NotedState,
    at: Instant,
    code: z.string().max(60).optional(),
    detail: z.string().max(200).optional(),
    report: DirectiveReport.optional(),
  },
  { by: 'system' },
)
