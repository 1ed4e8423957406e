import { isTransient, lookUp } from '@service-hall/contract'
import type { DecidableCommand, FactType } from '@service-hall/contract'
import type { Cause, Effect, EffectCommand } from './capability.ts'
import type { HasView } from './decision.ts'
import type { HallOf } from './hall.ts'
import type { Clock, Log } from '@service-hall/server-kit'
import { derivedId } from '@service-hall/server-kit'

/** Waits before an effect that failed is tried again, ms; the last one repeats. */
const RETRY_MS = [1_000, 5_000, 30_000, 120_000] as const

/** The effects of one capability, with its ports. */
export type EffectSource = {
  capability: string
  /** Whether a fact sets anything in motion here. */
  concerns(cause: Cause): boolean
  run(cause: Cause): Promise<EffectCommand | null>
  unfinished(): Cause[]
}

/** A capability's effects as a source of them. */
export function effectSource<State extends HasView, Ports>(
  {
    name,
    effects,
  }: {
    name: string
    effects: { on: { [T in FactType]?: Effect<T, Ports> }; unfinished: (state: State) => Cause[] }
  },
  hall: HallOf<State>,
  ports: Ports,
): EffectSource {
  return {
    capability: name,
    concerns: ({ fact }) => Object.hasOwn(effects.on, fact.type),
    run: async (cause) => {
      const effect = lookUp(effects.on, cause.fact.type) as Effect<FactType, Ports> | undefined
      return effect ? effect(cause, ports) : null
    },
    unfinished: () => effects.unfinished(hall.state),
  }
}

export type EffectsOptions = {
  clock: Clock
  log: Log
  retryMs?: readonly number[]
}

/**
 * Runs what facts set in motion outside, after their commit, and sends the command each ends as. The command's id is made
 * of the capability and the number of its fact: run twice, an effect commands once. What was under way when the process
 * ended is found in the state (`unfinished`) and run again.
 */
export class Effects {
  readonly #hall: HallOf
  readonly #sources: readonly EffectSource[]
  readonly #options: EffectsOptions
  /** Under way, by id of the command each ends as. */
  readonly #running = new Map<string, Promise<void>>()
  readonly #ends: (() => void)[]
  #stopped = false
  readonly #pauses = new Set<() => void>()

  /** Begins at once, with what an earlier run left unfinished. */
  constructor(hall: HallOf, sources: readonly EffectSource[], options: EffectsOptions) {
    this.#hall = hall
    this.#sources = sources
    this.#options = options
    this.#ends = [
      hall.onCommitted((entries) => entries.forEach((entry) => this.#start(entry))),
      hall.onRebuilt(({ found }) => {
        found.forEach((entry) => this.#start(entry))
        this.#resume()
      }),
    ]
    this.#resume()
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values())
  }

  /** Begins nothing more and tries nothing again; what is under way outside is left to end by itself. */
  stop(): void {
    this.#stopped = true
    for (const end of this.#ends) end()
    for (const end of [...this.#pauses]) end()
  }

  #resume(): void {
    for (const source of this.#sources)
      for (const cause of source.unfinished()) this.#startIn(source, cause, { mayBeDone: true })
  }

  #start(cause: Cause): void {
    for (const source of this.#sources)
      if (source.concerns(cause)) this.#startIn(source, cause, { mayBeDone: false })
  }

  #startIn(source: EffectSource, cause: Cause, { mayBeDone }: { mayBeDone: boolean }): void {
    const id = derivedId('effect', source.capability, cause.number)
    if (this.#stopped || this.#running.has(id)) return
    this.#running.set(
      id,
      this.#run(source, cause, id, mayBeDone).finally(() => this.#running.delete(id)),
    )
  }

  async #run(source: EffectSource, cause: Cause, id: string, mayBeDone: boolean): Promise<void> {
    const { log, retryMs = RETRY_MS } = this.#options
    for (let attempt = 0; !this.#stopped; attempt += 1) {
      try {
        if ((mayBeDone || attempt > 0) && (await this.#hall.isAnswered(id))) return
        if (await this.#hasEnded(await source.run(cause), id)) return
      } catch (error) {
        log.error('effect.failed', error, { id, fact: cause.fact.type, attempt })
      }
      await this.#pause(retryMs[Math.min(attempt, retryMs.length - 1)] ?? 1_000)
    }
  }

  /** Sends the command an effect ends as; false when the hall cannot take it now. */
  async #hasEnded(command: EffectCommand | null, id: string): Promise<boolean> {
    if (!command) return true
    const answer = await this.#hall.system({ ...command, id } as DecidableCommand)
    if (answer.ok) return true
    this.#options.log.warn('effect.refused', { id, command: command.type, code: answer.code })
    return !isTransient(answer.code)
  }

  #pause(ms: number): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    return new Promise((resolve) => {
      const end = (): void => {
        cancel()
        this.#pauses.delete(end)
        resolve()
      }
      const cancel = this.#options.clock.after(ms, end)
      this.#pauses.add(end)
    })
  }
}
