import { checkRoster, findingText, profileKey, refuse } from '@service-hall/contract'
import type {
  HallId,
  HubCommandType,
  Refusal,
  RosterFinding,
  RosterRow,
  StaffNumber,
  SwapSeen,
  Week,
} from '@service-hall/contract'
import type { AccountState } from '../access/state.ts'
import type { HubCommandOf } from '../core/capability.ts'
import { barred } from '../organisation/decide.ts'
import { changedSince, isSelf, personStream } from '../people/decide.ts'
import { placesOf } from '../profile/decide.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDecision, HubDeciders, Sender } from '../records/decision.ts'
import { contextOf } from './context.ts'
import type { PlanState } from './context.ts'
import type { PlannedWeek } from './state.ts'
import { swapped } from './swap.ts'

type State = PlanState & AccountState & { versions: ReadonlyMap<string, number> }
type Place = { hallId: HallId; week: Week }

/** Swaps of a week. */
const MOST_SWAPS = 200

export const rosterStream = ({ hallId, week }: Place): string => `roster:${hallId}:${week}`

/** A week as it is kept; undefined: nobody has touched it. */
function planned(state: State, { hallId, week }: Place): PlannedWeek | undefined | Refusal {
  const found = state.rosters.get(hallId)?.get(week)
  if (found || !state.versions.has(rosterStream({ hallId, week }))) return found
  return refuse('roster.weekClosed')
}

/** Records that a checked week rests on: the hall, its people and rules as they were seen. */
function rests(state: State, place: Place, rows: readonly RosterRow[]): string[] {
  const people = contextOf(state, place.hallId, place.week).people.map(({ number }) => number)
  const all = new Set([...people, ...rows.map(({ number }) => number)])
  const rules = placesOf(state, place.hallId).map(profileKey)
  return [
    ...[TREE, `hall:${place.hallId}`],
    ...[...all].map(personStream),
    ...rules.flatMap((key) => [`rules:${key}`, `shifts:${key}`]),
  ]
}

const sentence = (finding: RosterFinding): string =>
  findingText(finding, (service) => ({ zh: service, en: service })).zh

/** The fact that makes a week hold, when it may. */
function publication(
  state: State,
  place: Place,
  {
    rows,
    version,
    despite,
    swapId,
  }: { rows: RosterRow[]; version: number; despite?: string | undefined; swapId?: string },
): HubDecision {
  const context = contextOf(state, place.hallId, place.week)
  const findings = checkRoster(rows, context)
  const impossible = findings.find(({ kind }) => kind === 'impossible')
  if (impossible) return refuse('roster.cannotBe', sentence(impossible))
  const broken = findings.filter(({ kind }) => kind === 'rule').map(sentence)
  if (broken.length > 0 && despite === undefined) return refuse('roster.breaksRules', broken[0])
  const used = new Set(rows.flatMap(({ days }) => days.flatMap((duty) => duty?.shift ?? [])))
  const fact = {
    ...{ type: 'RosterPublished' as const, hallId: place.hallId, week: place.week, version, rows },
    shifts: context.shifts.filter(({ id }) => used.has(id)),
    ...(broken.length > 0 && despite !== undefined ? { despite, broken: broken.slice(0, 100) } : {}),
    ...(swapId === undefined ? {} : { swapId }),
  }
  return records(rosterStream(place), [fact], rests(state, place, rows))
}

type Swap = { planned: PlannedWeek; swap: SwapSeen; supervises: boolean }

/** A swap that the sender may have to do with: as one of the two, or as a supervisor. */
function swapOf(state: State, sender: Sender, command: Place & { swapId: string }): Swap | Refusal {
  const bar = barred(state, sender, { hallId: command.hallId }, 'supervise')
  const week = planned(state, command)
  if (week && 'ok' in week) return week
  const swap = week?.swaps.get(command.swapId)
  const isPart = swap && (isSelf(sender, swap.number) || isSelf(sender, swap.other))
  if (bar && !isPart) return bar
  return week && swap ? { planned: week, swap, supervises: !bar } : refuse('roster.noSwap')
}

const isOpen = ({ state }: SwapSeen): boolean => state === 'asked' || state === 'agreed'

export const decideRoster: HubDeciders<State, Extract<HubCommandType, `roster.${string}`>> = {
  'roster.setShifts'(state, { place, shifts, base }, sender) {
    const isHall = place.of === 'hall'
    const node = isHall ? { hallId: place.hallId } : { regionId: place.regionId }
    const bar = barred(state, sender, node, 'supervise')
    const relies = isHall ? [TREE, `hall:${place.hallId}`] : [TREE]
    if (bar) return bar
    const stream = `shifts:${profileKey(place)}`
    if (changedSince(state, stream, base)) return refuse('people.rulesChangedMeanwhile')
    return records(stream, [{ type: 'ShiftsSet', place, shifts }], relies)
  },
  'roster.keepDraft'(state, { hallId, week, base, rows }, sender) {
    const bar = barred(state, sender, { hallId }, 'supervise')
    if (bar) return bar
    const found = planned(state, { hallId, week })
    if (found && 'ok' in found) return found
    if ((found?.drafts ?? 0) !== base) return refuse('roster.changedMeanwhile')
    const fact = { type: 'RosterDrafted' as const, hallId, week, draft: base + 1, rows }
    return records(rosterStream({ hallId, week }), [fact], [TREE, `hall:${hallId}`])
  },
  'roster.publish'(state, { hallId, week, base, rows, despite }, sender) {
    const bar = barred(state, sender, { hallId }, 'supervise')
    if (bar) return bar
    const found = planned(state, { hallId, week })
    if (found && 'ok' in found) return found
    if ((found?.published?.version ?? 0) !== base) return refuse('roster.changedMeanwhile')
    return publication(state, { hallId, week }, { rows, version: base + 1, despite })
  },
  'roster.askSwap'(state, command, sender) {
    const { hallId, week, swapId, number, day, other, theirDay } = command
    const own = isSelf(sender, number)
    const bar = barred(state, sender, { hallId }, 'supervise')
    if (bar && !(own && state.people.get(number)?.hallId === hallId)) return bar
    const found = planned(state, command)
    if (found && 'ok' in found) return found
    if (!found?.published) return refuse('roster.notPublished')
    if (found.swaps.has(swapId)) return refuse('roster.swapOver')
    if ([...found.swaps.values()].filter(isOpen).length >= MOST_SWAPS || found.swaps.size >= 5 * MOST_SWAPS)
      return refuse('roster.tooManySwaps')
    const rows = swapped(found.published.rows, { number, day, other, theirDay })
    const isStaff = (one: StaffNumber): boolean => state.people.get(one)?.hallId === hallId
    if (!rows || number === other || !isStaff(other)) return refuse('roster.noShiftThere')
    const fact = { type: 'SwapAsked' as const, hallId, week, swapId, number, day, other, theirDay }
    return records(rosterStream(command), [fact], [TREE, `hall:${hallId}`, personStream(other)])
  },
  'roster.answerSwap'(state, command, sender) {
    const found = swapOf(state, sender, command)
    if ('ok' in found) return found
    const { swap, supervises } = found
    if (!supervises && !isSelf(sender, swap.other)) return refuse('access.denied')
    if (swap.state !== 'asked') return refuse('roster.swapOver')
    const { hallId, week, swapId, agreed } = command
    return records(rosterStream(command), [{ type: 'SwapAnswered', hallId, week, swapId, agreed }], [TREE])
  },
  'roster.dropSwap'(state, command, sender) {
    const found = swapOf(state, sender, command)
    if ('ok' in found) return found
    const { swap, supervises } = found
    if (!supervises && !isSelf(sender, swap.number)) return refuse('access.denied')
    if (!isOpen(swap)) return refuse('roster.swapOver')
    const { hallId, week, swapId } = command
    return records(rosterStream(command), [{ type: 'SwapDropped', hallId, week, swapId }], [TREE])
  },
  'roster.decideSwap'(state, command, sender) {
    const bar = barred(state, sender, { hallId: command.hallId }, 'supervise')
    if (bar) return bar
    const found = swapOf(state, sender, command)
    return 'ok' in found ? found : decidedSwap(state, command, found, sender)
  },
}

function decidedSwap(
  state: State,
  { hallId, week, swapId, approved, despite }: HubCommandOf<'roster.decideSwap'>,
  { planned: { published }, swap }: Swap,
  sender: Sender,
): HubDecision {
  if (isSelf(sender, swap.number) || isSelf(sender, swap.other)) return refuse('roster.swapNotOnesOwn')
  if (!isOpen(swap)) return refuse('roster.swapOver')
  const place = { hallId, week }
  const decided = { type: 'SwapDecided' as const, hallId, week, swapId, approved }
  if (!approved) return records(rosterStream(place), [decided], [TREE, `hall:${hallId}`])
  if (swap.state !== 'agreed') return refuse('roster.swapNotAgreed')
  // Of the week as it holds now, not as it held when somebody asked.
  const rows = published && swapped(published.rows, swap)
  if (!rows) return refuse('roster.noShiftThere')
  const wanted = { rows, version: published.version + 1, despite, swapId }
  const decision = publication(state, place, wanted)
  return decision.ok ? { ...decision, facts: [decided, ...decision.facts] } : decision
}
