import type { FactPlace } from './define/fact.ts'
import { table, tablesIn, withTables } from './define/table.ts'
import { SUBJECTS } from './every.ts'
import type { EveryPart } from './every.ts'
import type { Fact, FactEntry } from './facts.ts'

type Intersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never
type Flat<T> = { [Key in keyof T]: T[Key] }

/**
 * A hall as every screen and the server see it: a fold of facts, plain JSON. Each subject has its part of it; `number`
 * is that of the last fact folded in. Audiences get a projection of it (`project`), folded on by the same `evolve`.
 */
export type HallView = Flat<{ number: number } & Intersection<EveryPart>>

export function emptyView(): HallView {
  return tablesIn(Object.assign({ number: 0 }, ...SUBJECTS.map(({ fold }) => fold.empty())) as HallView)
}

/** A view that came as JSON, fit to be folded on: its tables are tables again. Changes it in place. */
export function readView(view: HallView): HallView {
  return withTables(EMPTY, view)
}

const EMPTY = emptyView()

type Handler = (view: HallView, fact: Fact, place: FactPlace) => void

/** What to do for each type of fact, in every subject that folds it. */
const handlers: Readonly<Record<string, readonly Handler[]>> = handlersByType()

function handlersByType(): Record<string, Handler[]> {
  const byType = table<Handler[]>()
  for (const { fold } of SUBJECTS) {
    for (const [type, handler] of [...Object.entries(fold.on), ...Object.entries(fold.also ?? {})]) {
      if (handler !== 'unchanged') (byType[type] ??= []).push(handler as Handler)
    }
  }
  return byType
}

/** Folds one fact into a view, in place. The server, every screen and every agent use this same fold. */
export function evolve(view: HallView, entry: FactEntry): void {
  for (const handle of handlers[entry.fact.type] ?? []) handle(view, entry.fact, entry)
  view.number = entry.number
}
