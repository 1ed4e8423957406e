import { DirectiveWork, PACKAGE_PIECE, isTransient, isUnfinished, refuse } from '@service-hall/contract'
import type { DirectiveId, DirectiveView, PackageAnswer, RefusalCode, SoftwarePackage } from '@service-hall/contract'
import { PartFolder, derivedId, pause, reasonOf } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { HasView } from '../core/decision.ts'
import type { HallOf } from '../core/hall.ts'

/** Asks the region for a piece of a package. Rejects where there is no line, or no answer. */
export type AsksForPackages = { askForPackage(text: string): Promise<PackageAnswer> }

/** What packages may take of the hall's disk, bytes, and how many are kept: those in use, and the one before. */
const MOST_BYTES = 1_200_000_000
const MOST_FILES = 6
/** Between two pieces, ms: facts go first, and a narrow line is not filled. */
const PAUSE_MS = 40
/** Before it is tried again, ms; doubled up to the second. */
const AGAIN_MS = 2_000
const LONGEST_MS = 30_000
/** So often a package that arrives broken is fetched anew. */
const ATTEMPTS = 3
/** For so long machines are told why a package did not come, before the region is asked once more, ms. */
const NO_MS = 60_000
/** A fifth at a time is told, and what was told is remembered; what is told again is no fact. */
const STEPS = 5
const MOST_TOLD = 2_000

type Ports = { line: AsksForPackages; hall: HallOf<HasView>; clock: Clock; log: Log }
type Wanted = Pick<SoftwarePackage, 'sha256' | 'bytes'>

/**
 * Packages of releases for the machines of a hall: fetched once from the region when the first machine asks, kept under
 * their SHA-256, and given to all of them piece by piece. What is fetched is what an unfinished directive is about.
 */
export class PackageKeeper {
  readonly #folder: PartFolder
  readonly #ports: Ports
  readonly #queue = new Map<string, Wanted>()
  readonly #failed = new Map<string, { code: RefusalCode; until: number }>()
  readonly #told = new Set<string>()
  #running: Promise<void> | null = null
  #ends = new AbortController()
  #wake = new AbortController()

  private constructor(folder: PartFolder, ports: Ports) {
    this.#folder = folder
    this.#ports = ports
  }

  static async open(folder: string, ports: Ports): Promise<PackageKeeper> {
    return new PackageKeeper(await PartFolder.open(folder), ports)
  }

  /** A piece for a machine; `release.waiting` until the package is here as a whole. */
  async piece(directiveId: DirectiveId, of: Wanted, from: number): Promise<PackageAnswer> {
    const { sha256, bytes } = of
    if ((await this.#folder.whole(sha256)) === null) return this.#fetchLater(of)
    if (from === 0) await this.#folder.touch(sha256)
    const data = await this.#folder.read(sha256, from, PACKAGE_PIECE)
    this.#tell(directiveId, 'station', Math.min(bytes, from + data.length), bytes)
    return { ok: true, bytes, data: data.toString('base64') }
  }

  /** The line has come up: whoever waits looks at once. */
  lineCame(): void {
    this.#wake.abort()
    this.#wake = new AbortController()
  }

  stop(): void {
    this.#ends.abort()
    this.#wake.abort()
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.#running
  }

  #fetchLater(of: Wanted): PackageAnswer {
    const failed = this.#failed.get(of.sha256)
    if (failed && this.#ports.clock.monotonic() < failed.until) return refuse(failed.code)
    this.#failed.delete(of.sha256)
    this.#queue.set(of.sha256, of)
    this.#running ??= this.#fetchAll().finally(() => (this.#running = null))
    return refuse('release.waiting')
  }

  async #fetchAll(): Promise<void> {
    const { log, clock } = this.#ports
    for (let [next] = this.#queue.values(); next; [next] = this.#queue.values()) {
      const { sha256 } = next
      const end = await this.#fetch(next).catch((cause: unknown): RefusalCode => {
        log.error('package.failed', cause, { sha256 })
        return 'hall.internal'
      })
      this.#queue.delete(sha256)
      if (this.#ends.signal.aborted) return
      if (end === 'here' || end === 'left') continue
      log.warn('package.notKept', { sha256, code: end })
      this.#failed.set(sha256, { code: end, until: clock.monotonic() + NO_MS })
    }
  }

  async #fetch(of: Wanted): Promise<'here' | 'left' | RefusalCode> {
    const { sha256, bytes } = of
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const wanted = new Set(this.#directives().flatMap((one) => one.digests))
      const room = { wanted, more: bytes, mostBytes: MOST_BYTES, mostFiles: MOST_FILES }
      if (!(await this.#folder.makeRoom(room))) return 'release.noRoom'
      const end = await this.#download(of)
      if (end !== 'here') return end
      if (await this.#folder.finish(sha256, sha256)) {
        this.#ports.log.info('package.kept', { sha256, bytes })
        return 'here'
      }
      this.#ports.log.warn('package.broken', { sha256, attempt })
    }
    return 'release.broken'
  }

  /** All bytes, from where an earlier run left off, however often the line is lost meanwhile. */
  async #download({ sha256, bytes }: Wanted): Promise<'here' | 'left' | RefusalCode> {
    const { clock } = this.#ports
    let have = await this.#folder.have(sha256)
    let waitMs = AGAIN_MS
    while (have < bytes) {
      if (this.#ends.signal.aborted || !this.#directives().some((one) => one.digests.includes(sha256)))
        return 'left'
      const answer = await this.#ask(sha256, have)
      if (answer === null || (!answer.ok && passes(answer.code))) {
        await pause(clock, waitMs, this.#wake.signal)
        waitMs = Math.min(LONGEST_MS, waitMs * 2)
        continue
      }
      if (!answer.ok) return answer.code
      waitMs = AGAIN_MS
      const data = Buffer.from(answer.data, 'base64')
      if (data.length === 0 || have + data.length > bytes) return 'release.broken'
      have = await this.#folder.append(sha256, have, data)
      for (const { id, digests } of this.#directives())
        if (digests.includes(sha256)) this.#tell(id, 'hall', have, bytes)
      await pause(clock, PAUSE_MS, this.#ends.signal)
    }
    return 'here'
  }

  async #ask(sha256: string, from: number): Promise<PackageAnswer | null> {
    try {
      return await this.#ports.line.askForPackage(JSON.stringify({ sha256, from }))
    } catch (cause) {
      this.#ports.log.warn('package.waits', { sha256, from, reason: reasonOf(cause) })
      return null
    }
  }

  /** Directives that have not ended, with the packages that they are about. */
  #directives(): { id: DirectiveId; digests: string[] }[] {
    return Object.values(this.#ports.hall.state.view.directives).flatMap((directive) => {
      const digests = packagesIn(directive).map(({ sha256 }) => sha256)
      return digests.length > 0 && isUnfinished(directive) ? [{ id: directive.id, digests }] : []
    })
  }

  /** Notes how far it is, by fifths: a fact for each piece would be thousands. */
  #tell(directiveId: DirectiveId, at: 'hall' | 'station', have: number, bytes: number): void {
    const step = Math.floor((have / bytes) * STEPS)
    const id = derivedId('progress', directiveId, at, step)
    if (step === 0 || this.#told.has(id)) return
    if (this.#told.size > MOST_TOLD) this.#told.clear()
    this.#told.add(id)
    const { hall, log } = this.#ports
    hall
      .system({ type: 'directive.progress', id, directiveId, at, have, bytes })
      .then((answer) => answer.ok || log.warn('package.notTold', { directive: directiveId, code: answer.code }))
      .catch((cause: unknown) => log.error('package.notTold', cause, { directive: directiveId }))
  }
}

/** The packages that a directive is about. */
export function packagesIn({ work }: Pick<DirectiveView, 'work'>): readonly SoftwarePackage[] {
  if (work.kind !== 'stageSoftware') return []
  const { data: known } = DirectiveWork.safeParse(work)
  return (known?.kind === 'stageSoftware' && known.packages) || []
}

/** Whether it may go another time: a hub that fails, a line that begins anew. */
function passes(code: RefusalCode): boolean {
  return isTransient(code) || code === 'hall.internal' || code === 'uplink.untrusted'
}
