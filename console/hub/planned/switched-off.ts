import { DirectiveWork, lookUp } from '@service-hall/contract'
import type { FactEntry, HallView } from '@service-hall/contract'

/** How long a machine may take to start before it is missed, ms: its alarm clock, its system, its program, its line. */
export const START_ALLOWANCE_MS = 10 * 60_000
/** A line that comes again so soon after the order was taken is not yet the machine's return, ms. */
const LEAVES_WITHIN_MS = 2 * 60_000

/**
 * A station that a directive has switched off: by plan from `from` up to `until`, and for its start afterwards. Epoch ms by
 * the hall's clock. `by`: who gave the directive. `left`: the hall has lost its line since.
 */
export type SwitchedOff = { directiveId: string; by: string; from: number; until: number; left: boolean }
/** By station. */
export type SwitchedOffs = Map<string, SwitchedOff>

/** What a fact does to it; `off` null: the station is on again, or never went. */
export type SwitchChange = { stationId: string; off: SwitchedOff | null }

/**
 * Which station a fact shows to be switched off by a directive, or on again; by the hall's view as it was before it. The
 * time counts from when the station began to do it. null: all stays as it is. Nothing but facts goes in.
 */
export function switchChange(
  view: HallView,
  offs: SwitchedOffs,
  { fact, at }: Pick<FactEntry, 'fact' | 'at'>,
): SwitchChange | null {
  switch (fact.type) {
    case 'DirectiveBegun':
      return begins(view, fact.directiveId, at)
    case 'DirectiveDone': {
      const state = lookUp(view.directives, fact.directiveId)?.state
      const known = knownOf(offs, fact.directiveId)
      // Our agent says so when the machine is back. One of another make may say so just before it goes.
      if (known?.off.left) return { stationId: known.stationId, off: null }
      return known || state === 'open' ? begins(view, fact.directiveId, at) : null
    }
    case 'DirectiveFailed': {
      // That nobody reported for half an hour is what a machine does that is off.
      if (fact.code === 'directive.noReport') return null
      const known = knownOf(offs, fact.directiveId)
      return known ? { stationId: known.stationId, off: null } : null
    }
    case 'StationLost': {
      const off = since(offs, fact.stationId, at)
      return off && !off.left ? { stationId: fact.stationId, off: { ...off, left: true } } : null
    }
    case 'StationConnected': {
      const off = since(offs, fact.stationId, at)
      const isBack = off && (off.left || at - off.from > LEAVES_WITHIN_MS)
      return isBack ? { stationId: fact.stationId, off: null } : null
    }
    case 'StationRevoked':
      return offs.has(fact.stationId) ? { stationId: fact.stationId, off: null } : null
    default:
      return null
  }
}

function begins({ directives }: HallView, directiveId: string, at: number): SwitchChange | null {
  const directive = lookUp(directives, directiveId)
  if (directive?.target.of !== 'station' || directive.work.kind !== 'powerOff') return null
  const { data: work } = DirectiveWork.safeParse(directive.work)
  if (work?.kind !== 'powerOff') return null
  const { who, target } = directive
  const off = { directiveId, by: who, from: at, until: at + work.forMs, left: false }
  return { stationId: target.stationId, off }
}

function knownOf(
  offs: SwitchedOffs,
  directiveId: string,
): { stationId: string; off: SwitchedOff } | undefined {
  for (const [stationId, off] of offs) if (off.directiveId === directiveId) return { stationId, off }
  return undefined
}

function since(offs: SwitchedOffs, stationId: string, at: number): SwitchedOff | null {
  const off = offs.get(stationId)
  return off && at >= off.from ? off : null
}

/** Up to when it is off by plan: its time, and its start. */
export const offUntil = ({ until }: Pick<SwitchedOff, 'until'>): number => until + START_ALLOWANCE_MS

/** The directive that has a station switched off at a moment of the hall's clock; null: none has. */
export function switchedOffAt(offs: SwitchedOffs, stationId: string, at: number): SwitchedOff | null {
  const off = offs.get(stationId)
  return off && at >= off.from && at < offUntil(off) ? off : null
}
