import { usualTimes } from './face.ts'
import type { Face, FaceTimes } from './face.ts'
import { faces } from './faces.ts'

const USUAL_OFF_MS = 300

/** One acceptor on a line that others may share, and what can be done to it. */
export type Seat = {
  readonly profile: string
  readonly face: Face
  /** What it says to bytes it hears, each with how late it comes, ms. */
  hear(bytes: Uint8Array): { answer: Uint8Array; lateMs: number }[]
  /** Faults of its own; `null` ends them all. False to one it does not know. */
  fault(name: string | null): boolean
  /** Answers a request of the control channel other than that for its state. */
  control(request: Record<string, unknown>): unknown
  readonly state: Record<string, unknown>
}

/** Seats an acceptor; `moveMs` is the time of each move of a note. */
export function seat(profile: string, moveMs: number): Seat {
  const [name = ''] = profile.split('@')
  const make = faces[name]
  if (!make) throw new Error(`unknown profile ${profile}`)
  const times: FaceTimes = { ...usualTimes, moveMs }
  const face = make(times)
  const { path } = face
  let slow = { ms: 0, times: 0 }
  let dueAt = 0

  return {
    profile,
    face,
    hear(bytes) {
      return face.hear(bytes).map((answer) => {
        const now = performance.now()
        // One acceptor's answers never overtake each other.
        dueAt = Math.max(dueAt, now + (slow.times > 0 ? slow.ms : 0))
        slow.times -= 1
        return { answer, lateMs: dueAt - now }
      })
    },
    fault(name) {
      const own = name ?? 'none'
      if (!['none', 'jam', 'boxFull', 'boxOut', 'cheat', 'failure', 'powerCut'].includes(own)) return false
      path.jammed = own === 'jam'
      path.boxFull = own === 'boxFull'
      path.boxOut = own === 'boxOut'
      face.cheat(own === 'cheat')
      face.fail(own === 'failure')
      face.tick(performance.now())
      if (own === 'powerCut') face.powerOff()
      else if (!path.powered) face.powerOn()
      return true
    },
    control({ feed, spoilt, coin, set, powerCycle, clearJam, pull, slowMs, answers }) {
      const fen = typeof feed === 'number' ? feed : coin
      if (typeof fen === 'number') {
        if (!path.feed(fen, { isSpoilt: spoilt === true })) throw new Error('the mouth is shut')
        return null
      }
      if (powerCycle !== undefined) {
        face.powerOff()
        setTimeout(() => face.powerOn(), typeof powerCycle === 'number' ? powerCycle : USUAL_OFF_MS)
        return path.found
      }
      if (clearJam === 'box' || clearJam === 'mouth') return path.clearJam(clearJam)
      if (pull === true) return path.pull()
      if (typeof slowMs === 'number') {
        slow = { ms: slowMs, times: typeof answers === 'number' ? answers : 1 }
        return null
      }
      if (typeof set === 'object' && set !== null) return Object.assign(times, set)
      throw new Error('expected fault, feed, coin, powerCycle, clearJam, pull, slowMs, set or get')
    },
    get state() {
      return { box: path.box, returned: path.returned, place: path.note?.place ?? null, ...face.state }
    },
  }
}
