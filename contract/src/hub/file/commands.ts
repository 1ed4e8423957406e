import { DirectiveId } from '../../directive/words.ts'
import { HallId } from '../../ids.ts'
import { hubCommand } from '../define/define.ts'

/** Somebody looks at the file that a directive brought: noted before it is shown. */
export const FetchFile = hubCommand(
  'file.fetch',
  { directiveId: DirectiveId, hallId: HallId },
  { by: 'account' },
)
