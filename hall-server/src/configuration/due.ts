import { isDeepStrictEqual } from 'node:util'
import type { CommandId, DecidableCommand } from '@service-hall/contract'
import { leadOver } from './lead-over.ts'
import { asFiled } from './retired-rows.ts'
import type { WithConfiguration } from './state.ts'

/** Lets go of retired rows that nothing names any more; once for each configuration in force. Pure. */
export function retiredDue({ view, configuration }: WithConfiguration, now: number): DecidableCommand[] {
  if (!view.config || configuration.retiredSince === 0) return []
  const config = asFiled(view.config)
  if (isDeepStrictEqual(leadOver(config, view, now).config, view.config)) return []
  return [{ type: 'hall.configure', id: `retired-due:${configuration.retiredSince}` as CommandId, config }]
}
