import { UPLINK_DIRECTIVE, isTransient, lookUp } from '@service-hall/contract'
import type { DirectiveId, DirectiveView, HallId, HubCommand, HubDirective } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import type { ConsolePorts } from '../ports.ts'
import type { ReadEntry } from '../records/entry.ts'
import { directivesOf } from './state.ts'

type Ports = Pick<ConsolePorts, 'records' | 'live' | 'lines' | 'clock' | 'log'>

/** Before a directive that a hall did not take is sent again, ms. */
const AGAIN_MS = 30_000
/** What was begun is not sent again: it may have been done. */
const SENT: readonly HubDirective['state'][] = ['given', 'open', 'unheard']

/**
 * Carries directives to the halls whose lines are here, and the halls' word on them into the records. Both follow from
 * what is so, not from what has just happened: a node that was away finds what is left to do.
 */
export class Courier {
  readonly #ports: Ports
  /** When a directive was first seen here, by the clock that nobody sets. */
  readonly #seenAt = new Map<DirectiveId, number>()
  /** Over which line it went, and before when it is not sent over this one again, by the same clock. */
  readonly #sent = new Map<DirectiveId, { line: string; notBefore: number }>()
  readonly #noting = new Set<string>()
  #stopped = false

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** Begins with what is there; answers a function that ends it. */
  start(): () => void {
    const { live, records } = this.#ports
    for (const hallId of records.state.directives.keys()) this.look(hallId)
    const end = live.onChanged((tiles) => {
      for (const { hallId } of tiles) this.look(hallId)
    })
    return () => {
      this.#stopped = true
      end()
    }
  }

  heard(entries: readonly ReadEntry[]): void {
    for (const { fact } of entries) if (fact?.type === 'DirectiveGiven') this.look(fact.hallId)
  }

  /** Sends what the hall has not got, and notes what it says of the others. */
  look(hallId: HallId): void {
    if (this.#stopped) return
    const directives = directivesOf(this.#ports.records.state, hallId)
    if (directives.length === 0) return
    const { directives: told } = this.#ports.live.hall(hallId).view
    for (const directive of directives) {
      const word = lookUp(told, directive.directiveId)
      if (word) this.#note(directive, word)
      // `open`, and not in its facts: it goes on from a backup that is older, and has forgotten it.
      else if (SENT.includes(directive.state)) this.#send(directive)
    }
  }

  #send(directive: HubDirective): void {
    const { lines, clock, log } = this.#ports
    const { directiveId: id, hallId } = directive
    const line = lines.lineOf(hallId)
    const before = this.#sent.get(id)
    if (line === null || (before?.line === line && clock.monotonic() < before.notBefore)) return
    const text = textOf(directive, this.#ageMs(directive))
    if (text.length > UPLINK_DIRECTIVE) return
    this.#sent.set(id, { line, notBefore: Infinity })
    const over = (code: string | null): void => {
      if (this.#sent.get(id)?.line === line)
        this.#sent.set(id, { line, notBefore: clock.monotonic() + AGAIN_MS })
      if (code !== null) log.warn('directive.notTaken', { hall: hallId, directive: id, code })
      clock.after(AGAIN_MS + 1, () => this.look(hallId))
    }
    lines.direct(hallId, text).then(
      (answer) => over(answer.ok ? null : answer.code),
      (error: unknown) => over(error instanceof Error ? error.message : String(error)),
    )
  }

  /** By the wall clock, and never less than what has passed here since: a clock that was put back makes nothing young. */
  #ageMs({ directiveId, issuedAt }: HubDirective): number {
    const { clock } = this.#ports
    const seenAt = this.#seenAt.get(directiveId) ?? clock.monotonic()
    this.#seenAt.set(directiveId, seenAt)
    return Math.round(Math.max(0, clock.now() - issuedAt, clock.monotonic() - seenAt))
  }

  #note(known: HubDirective, word: DirectiveView): void {
    const { records, log } = this.#ports
    if (word.state === known.state) return
    const id = derivedId('directive-note', word.id, word.state, word.since)
    if (this.#noting.has(id)) return
    this.#noting.add(id)
    this.#seenAt.delete(known.directiveId)
    this.#sent.delete(known.directiveId)
    records
      .execute({ accountId: null, from: 'hub' }, noteOf(known, word, id))
      .then(({ answer }) => {
        if (answer.ok) return
        log.warn('directive.notNoted', { directive: word.id, code: answer.code })
        if (isTransient(answer.code)) this.#noting.delete(id)
      })
      .catch((error: unknown) => {
        log.error('directive.notNoted', error, { directive: word.id })
        this.#noting.delete(id)
      })
  }
}

function noteOf(
  { hallId, directiveId }: HubDirective,
  { state, since, code, detail, report }: DirectiveView,
  id: ReturnType<typeof derivedId>,
): HubCommand {
  return {
    ...{ type: 'directive.note', id, directiveId, hallId, state, at: since },
    ...(code === undefined ? {} : { code: code.slice(0, 60) }),
    ...(detail === undefined ? {} : { detail: detail.slice(0, 200) }),
    ...(report === undefined ? {} : { report }),
  }
}

function textOf(
  { directiveId, target, work, who, why, issuedAt, validMs }: HubDirective,
  ageMs: number,
): string {
  return JSON.stringify({ id: directiveId, target, work, who, why, issuedAt, validMs, ageMs })
}
