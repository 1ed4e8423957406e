import { EventEmitter } from 'node:events'

// Imported before everything else, so that no emitter escapes the count.

type Subscribe = (
  this: EventEmitter,
  event: string | symbol,
  listener: (...args: unknown[]) => void,
) => EventEmitter

const known = new WeakSet<EventEmitter>()
const emitters = new Set<WeakRef<EventEmitter>>()
/** The count itself must not grow with what has gone. */
const forget = new FinalizationRegistry<WeakRef<EventEmitter>>((reference) => emitters.delete(reference))

for (const name of ['on', 'once', 'addListener', 'prependListener'] as const) {
  const original = Reflect.get(EventEmitter.prototype, name) as Subscribe
  EventEmitter.prototype[name] = function counted(this: EventEmitter, event: string | symbol, listener) {
    if (!known.has(this)) {
      const reference = new WeakRef<EventEmitter>(this)
      known.add(this)
      emitters.add(reference)
      forget.register(this, reference)
    }
    return original.call(this, event, listener)
  }
}

/** Listeners of all emitters that are still alive, the process itself among them, by class and event. */
export function listenersAlive(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const reference of emitters) {
    const emitter = reference.deref()
    for (const event of emitter?.eventNames() ?? []) {
      const name = `${emitter?.constructor.name} ${String(event)}`
      counts[name] = (counts[name] ?? 0) + (emitter?.listenerCount(event) ?? 0)
    }
  }
  return counts
}

/** How many there are in all. */
export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
