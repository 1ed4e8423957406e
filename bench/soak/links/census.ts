import { EventEmitter } from 'node:events'

// Imported before everything else, so that no emitter escapes the count.

const known = new WeakSet<EventEmitter>()
const emitters = new Set<WeakRef<EventEmitter>>()

for (const name of ['on', 'once', 'addListener', 'prependListener'] as const) {
  const original = Reflect.get(EventEmitter.prototype, name) as EventEmitter['on']
  EventEmitter.prototype[name] = function counted(this: EventEmitter, ...args) {
    if (!known.has(this)) {
      known.add(this)
      emitters.add(new WeakRef(this))
    }
    return original.apply(this, args)
  }
}

/** Listeners of all emitters that are still alive, the process itself among them. */
export function listenersAlive(): number {
  let count = 0
  for (const reference of emitters) {
    const emitter = reference.deref()
    if (!emitter) emitters.delete(reference)
    else for (const event of emitter.eventNames()) count += emitter.listenerCount(event)
  }
  return count
}
