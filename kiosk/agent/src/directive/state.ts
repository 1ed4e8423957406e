import { StationSettings } from '@service-hall/contract'
import { z } from 'zod'
import { slice } from '../memory/slice.ts'
import type { DirectiveFact } from './facts.ts'

const Known = z.object({
  stage: z.enum(['asked', 'started', 'over']),
  work: z.looseObject({ kind: z.string() }).optional(),
  deviceId: z.string().optional(),
  /** The machine's uptime when a package was about to be installed, ms. */
  installBegan: z.number().optional(),
  at: z.number(),
})
export type Known = z.infer<typeof Known>

/** Directives that this station has taken up, by id, and the settings that it goes by. */
export type DirectiveState = { known: Readonly<Record<string, Known>>; settings: StationSettings | null }

const EMPTY: DirectiveState = { known: {}, settings: null }
/** So many that are over are remembered; the hall has forgotten them long before. */
const OVER_KEPT = 200

export const directives = slice<DirectiveState, DirectiveFact>({
  empty: EMPTY,
  evolve: {
    DirectiveAsked: (state, { directiveId, work, deviceId }, at) =>
      withKnown(state, directiveId, { stage: 'asked', work, at, ...(deviceId ? { deviceId } : {}) }),
    DirectiveStarted: (state, { directiveId }, at) => {
      const before = state.known[directiveId]
      return before ? withKnown(state, directiveId, { ...before, stage: 'started', at }) : state
    },
    InstallBegan: (state, { directiveId, uptimeMs }, at) => {
      const before = state.known[directiveId]
      return before ? withKnown(state, directiveId, { ...before, installBegan: uptimeMs, at }) : state
    },
    DirectiveOver: (state, { directiveId }, at) => withKnown(state, directiveId, { stage: 'over', at }),
    SettingsTaken: (state, { settings }) => ({ ...state, settings }),
  },
  migrate(kept) {
    const read = z.object({ known: z.record(z.string(), z.unknown()), settings: z.unknown() }).safeParse(kept)
    if (!read.success) return EMPTY
    const { data: settings = null } = StationSettings.safeParse(read.data.settings)
    const known = Object.entries(read.data.known).flatMap(([id, row]) => {
      const one = Known.safeParse(row)
      return one.success ? [[id, one.data] as const] : []
    })
    return { known: Object.fromEntries(known), settings }
  },
})

function withKnown(state: DirectiveState, id: string, known: Known): DirectiveState {
  const rows = Object.entries({ ...state.known, [id]: known })
  const over = rows.filter(([, { stage }]) => stage === 'over').sort(([, a], [, b]) => a.at - b.at)
  const gone = new Set(over.slice(0, Math.max(0, over.length - OVER_KEPT)).map(([old]) => old))
  return { ...state, known: Object.fromEntries(rows.filter(([one]) => !gone.has(one))) }
}
