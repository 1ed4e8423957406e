import type { FaceTimes } from '../simulators/cash/face.ts'
import { faces } from '../simulators/cash/faces.ts'
import { CASH_PROFILES } from '../src/device/cash-acceptor/cash-profiles.ts'
import type { CashEvent, CashMemory } from '../src/device/cash-acceptor/cash-acceptor.ts'
import type { Accept, Dialect, DialectState, Wire } from '../src/device/cash-acceptor/dialect.ts'
import { decide, emptyMemory, judge as judgeNote } from '../src/device/cash-acceptor/note-tracking.ts'

/** Something that happens between a customer, a cashier, a cable and a power plug. */
export type Deal =
  | { do: 'feed'; fen: number }
  | { do: 'run'; count: number }
  | { do: 'enable' }
  | { do: 'disable' }
  | { do: 'stack' }
  | { do: 'giveBack' }
  | { do: 'loseAnswers'; count: number }
  | { do: 'loseQuestions'; count: number }
  | { do: 'noise'; bytes: Uint8Array }
  | { do: 'unplug' }
  /** The program is killed and starts again with what it had recorded. */
  | { do: 'restart' }
  | { do: 'powerCut'; pull: boolean }
  | { do: 'jam'; where: 'box' | 'mouth' }
  /** A jam begins and is cleared while nobody asks the acceptor anything. */
  | { do: 'jamUnseen'; where: 'box' | 'mouth' }
  /** A customer tears the note out. */
  | { do: 'pull' }
  /** It sees a manipulation, or fails, for some time. */
  | { do: 'cheat' | 'fail'; count: number }
  /** The box is taken out and put back. */
  | { do: 'boxOut'; count: number }
  | { do: 'pass'; ms: number }

type Spoken<S extends DialectState, N extends string, R> = {
  dialect: Dialect<S, N, R>
  wire: (options: object) => Wire<R>
}

const RESET_AFTER = 8
const ORDER_ENDS_AFTER = 80
/** Steps in which any line is set up and its acceptor heard, unless answers are lost. */
const HEARD_AFTER = 60

function isDecided({ note }: CashMemory): boolean {
  return note?.stage === 'stacking' || note?.stage === 'returning'
}

/** A dialect and a simulated acceptor that talk in true bytes, without a line and in a time of their own. */
export function aHallOfCash(profile: string, times: Partial<FaceTimes> = {}) {
  const key = (profile === 'ssp-plain' ? 'ssp' : profile) as keyof typeof CASH_PROFILES
  return hallOf(profile, times, CASH_PROFILES[key] as unknown as Spoken<DialectState, string, unknown>)
}

function hallOf<S extends DialectState, N extends string, R>(
  profile: string,
  times: Partial<FaceTimes>,
  { dialect, wire: makeWire }: Spoken<S, N, R>,
) {
  const make = faces[profile]
  if (!make) throw new Error(`no face ${profile}`)
  const face = make({ moveMs: 300, escrowMs: 10_000, silenceMs: 10_000, ...times })
  const disk: { memory: CashMemory; events: CashEvent[] } = { memory: emptyMemory(() => 0.5), events: [] }
  let now = 0
  let accept: Accept = 'none'
  let lostAnswers = 0
  let lostQuestions = 0
  let noise: Uint8Array = new Uint8Array(0)
  let wire = makeWire({})
  let state = dialect.begin()
  /** Answers heard since the acceptor wants a reset, and since something was decided about a note. */
  let unreset = 0
  let undone = 0
  /** The note in the path that the driver last said to be in escrow. */
  let toldOf: object | undefined

  function pass(ms: number): void {
    for (const end = now + ms; now < end;) {
      now = Math.min(end, now + 50)
      face.tick(now)
    }
  }

  function newLine(): void {
    wire = makeWire({})
    state = dialect.begin()
    disk.memory = dialect.resume(disk.memory)
    accept = 'none'
    pass(250)
  }

  function exchange(bytes: readonly number[]): R[] {
    if (lostQuestions > 0) {
      lostQuestions -= 1
      return []
    }
    const answers = face.hear(wire.encode(bytes))
    const heard = Buffer.concat([noise, ...answers])
    noise = new Uint8Array(0)
    if (lostAnswers > 0 && answers.length > 0) {
      lostAnswers -= 1
      return []
    }
    return [...wire.reader.push(heard), ...wire.reader.expire()]
  }

  function step(): void {
    const wishes = { memory: disk.memory, accept, reset: unreset >= RESET_AFTER }
    const asked = dialect.next(state, wishes)
    pass(asked.paced ? wire.pollMs : 10)
    const tries = asked.once || asked.unanswered ? 1 : wire.tries
    let reply: R | undefined
    for (let attempt = 0; attempt < tries && reply === undefined; attempt += 1) {
      reply = exchange(asked.bytes).find((frame) => dialect.answers(state, asked, frame))
      if (reply === undefined && !asked.unanswered) pass(wire.answerMs)
    }
    if (reply === undefined && !asked.unanswered) return newLine()
    const next = dialect.hear(state, asked, reply, wishes)
    if (next.state.powerCuts > state.powerCuts) accept = 'none'
    disk.memory = JSON.parse(JSON.stringify(next.memory)) as CashMemory
    disk.events.push(...next.events)
    if (next.events.some(({ type }) => type === 'escrowed')) toldOf = face.path.note
    state = next.state
    unreset = asked.name !== 'reset' && dialect.asksReset?.(state) ? unreset + 1 : 0
    undone = isDecided(disk.memory) ? undone + 1 : 0
    if (undone === ORDER_ENDS_AFTER) giveUpOrder()
  }

  /** As the driver does when a decision does not come true in time. */
  function giveUpOrder(): void {
    const gone = judgeNote(disk.memory, { type: 'vanished', because: 'unreported' })
    disk.memory = gone.memory
    disk.events.push(...gone.events)
  }

  function judge(decision: Parameters<typeof decide>[2]): void {
    const id = disk.memory.note?.noteId
    if (id) disk.memory = decide(disk.memory, id, decision) ?? disk.memory
  }

  /** Whether the driver ever said that this very note is in escrow. */
  function isToldOf(): boolean {
    return face.path.note !== undefined && face.path.note === toldOf
  }

  /** A fresh line is set up until its acceptor was asked how it is. */
  function hearAcceptor(): void {
    for (let count = 0; count < HEARD_AFTER && !state.ready; count += 1) step()
  }

  /**
   * Of one that was never told of the acceptor has the time to say that it jammed: nobody opens a machine as fast as a
   * line is set up, and of a note that no word was heard of nobody could tell.
   */
  function jam(where: 'box' | 'mouth'): void {
    const { stops } = state
    face.path.jammed = true
    for (let count = 0; count < 5; count += 1) step()
    if (!isToldOf()) hearAcceptor()
    const isTold = stops.length === 0 && state.fault.startsWith('jammed')
    face.path.clearJam(isToldOf() || isTold || remembers() ? where : 'mouth')
    // The machine is closed again before the next customer comes.
    for (let count = 0; count < 5; count += 1) step()
  }

  function jamUnseen(where: 'box' | 'mouth'): void {
    // Of a note that was never told of nobody could tell later.
    if (!isToldOf() && !remembers()) return
    face.path.jammed = true
    pass(500)
    face.path.clearJam(where)
    pass(500)
    newLine()
    // Whoever closes the machine is there until it is back; were the power cut before, its numbered events were gone.
    hearAcceptor()
  }

  /** Numbered events tell later of a note in escrow, whatever was heard when. */
  function remembers(): boolean {
    return profile === 'cctalkBill' && face.path.note?.known === true
  }

  function during(count: number, change: (on: boolean) => void): void {
    change(true)
    for (let left = count; left > 0; left -= 1) step()
    change(false)
  }

  function one(deal: Deal): void {
    switch (deal.do) {
      case 'feed':
        return void face.path.feed(deal.fen)
      case 'run':
        for (let count = 0; count < deal.count; count += 1) step()
        return
      case 'enable':
        accept = state.ready ? 'all' : accept
        return
      case 'disable':
        accept = 'none'
        return
      case 'stack':
        return judge('stack')
      case 'giveBack':
        return judge({ giveBack: 'asked' })
      case 'loseAnswers':
        lostAnswers = deal.count
        return
      case 'loseQuestions':
        lostQuestions = deal.count
        return
      case 'noise':
        noise = deal.bytes
        return
      case 'unplug':
      case 'restart':
        return newLine()
      case 'powerCut':
        face.powerOff()
        if (deal.pull) face.path.pull()
        pass(500)
        return face.powerOn()
      case 'jam':
        if (!face.path.note) return
        return jam(deal.where)
      case 'jamUnseen':
        return jamUnseen(deal.where)
      case 'pull':
        return void face.path.pull()
      case 'cheat':
        return during(deal.count, (on) => face.cheat(on))
      case 'fail':
        return during(deal.count, (on) => face.fail(on))
      case 'boxOut':
        return during(deal.count, (on) => (face.path.boxOut = on))
      case 'pass':
        return pass(deal.ms)
    }
  }

  return {
    go(deals: readonly Deal[]): void {
      for (const deal of deals) one(deal)
    },
    events: disk.events,
    face,
    get state() {
      return state
    },
    get memory() {
      return disk.memory
    },
    /** Lets everything come to rest, then compares what was told with what is in the box. */
    account() {
      accept = 'none'
      lostAnswers = lostQuestions = 0
      for (let count = 0; count < 200; count += 1) step()
      const credited = disk.events.filter((event) => event.type === 'credited')
      const settledAfter = (noteId: string, at: number) =>
        disk.events.some(
          (event, index) =>
            index > at && (event.type === 'credited' || event.type === 'returned') && event.noteId === noteId,
        )
      const uncertain = disk.events.flatMap((event, at) =>
        event.type === 'uncertain' && !settledAfter(event.noteId, at) ? [event] : [],
      )
      const toldReturned = disk.events.filter((event) => event.type === 'returned')
      return { box: face.path.box, returned: face.path.returned, credited, uncertain, toldReturned }
    },
  }
}
