import type { DirectiveId } from '@service-hall/contract'
import { DirectiveWork } from '@service-hall/contract'
import { reasonOf } from '@service-hall/server-kit'
import type { Cancel } from '@service-hall/server-kit'
import type { Ports } from '../ports.ts'
import type { PackageKeeper } from '../release/package-keeper.ts'
import { over } from './decide.ts'

/** How long after the installer was begun the new release has to run, ms; the hall waits for a machine three times as long. */
export const INSTALL_MS = 10 * 60_000

/**
 * Installs a package once, and gives up when the new release does not run in time: by the machine's uptime, which nobody
 * sets and which goes on over restarts of this program. After a start of the machine the time begins with that.
 */
export class Installs {
  readonly #ports: Ports & { ends: AbortSignal }
  readonly #packages: PackageKeeper
  readonly #waiting = new Map<string, Cancel>()

  constructor(ports: Ports & { ends: AbortSignal }, packages: PackageKeeper) {
    this.#ports = ports
    this.#packages = packages
  }

  /** Installers that an earlier run began: whether they end well shows by the release that runs. */
  start(): void {
    for (const [id, { stage, installBegan }] of Object.entries(this.#ports.memory.state.directives.known))
      if (stage === 'started' && installBegan !== undefined) this.#giveUpLater(id, installBegan)
  }

  stop(): void {
    for (const cancel of this.#waiting.values()) cancel()
  }

  /** That it is begun is on the disk: now, and never again for this directive. */
  run(directiveId: string): void {
    const { log, onInstalled, ends } = this.#ports
    const known = this.#ports.memory.state.directives.known[directiveId]
    if (known?.stage !== 'started' || known.installBegan === undefined || this.#waiting.has(directiveId))
      return
    this.#giveUpLater(directiveId, known.installBegan)
    this.#install(known.work)
      .then((ended) => {
        if (ends.aborted) return
        if ('code' in ended) return this.#over(directiveId, ended.code, ended.detail)
        log.info('install.ended', { directive: directiveId })
        onInstalled()
      })
      .catch((cause: unknown) => {
        log.error('install.failed', cause, { directive: directiveId })
        if (!ends.aborted) this.#over(directiveId, 'release.installFailed', reasonOf(cause))
      })
  }

  async #install(work: unknown): Promise<{ ok: true } | { code: string; detail?: string }> {
    const { machine, log } = this.#ports
    const { data: known } = DirectiveWork.safeParse(work)
    const installer = machine?.installer
    if (known?.kind !== 'stageSoftware' || !installer) return { code: 'directive.notSupported' }
    const found = await this.#packages.verified(known)
    if ('code' in found) return found
    log.info('install.begins', { version: known.version, bytes: found.bytes })
    await installer.install(found.path, known.version)
    return { ok: true }
  }

  #giveUpLater(directiveId: string, began: number): void {
    const { clock } = this.#ports
    const now = clock.uptime?.() ?? clock.monotonic()
    const passed = now >= began ? now - began : now
    const giveUp = (): void => this.#over(directiveId, 'release.notRunning', `runs ${this.#ports.release}`)
    this.#waiting.set(directiveId, clock.after(Math.max(0, INSTALL_MS - passed), giveUp))
  }

  #over(directiveId: string, code: string, detail?: string): void {
    const { memory, newId, log } = this.#ports
    this.#waiting.get(directiveId)?.()
    if (memory.state.directives.known[directiveId]?.stage !== 'started') return
    log.warn('install.over', { directive: directiveId, code })
    const outcome = { is: 'failed' as const, code, ...(detail ? { detail: detail.slice(0, 200) } : {}) }
    memory.record(over(directiveId as DirectiveId, outcome, newId))
  }
}
