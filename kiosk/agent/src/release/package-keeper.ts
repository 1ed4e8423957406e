import { readFileSync, readdirSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { SignedPackage, isTransient, isUnfinished, lookUp } from '@service-hall/contract'
import type { DirectiveId, PackageFormat, SoftwarePackage } from '@service-hall/contract'
import { PartFolder, pause, reasonOf, writePrivate } from '@service-hall/server-kit'
import type { Readiness, StageWork } from '../directive/decide.ts'
import type { Ports } from '../ports.ts'
import { isTrusted } from './trusted.ts'

/** Packages that are kept: the one that runs, the one before it, and the next. */
const MOST_FILES = 3
const MOST_BYTES = 1_000_000_000
/** What has to stay free on the disk beside a package, bytes: installers unpack. */
const FREE_BYTES = 500_000_000
/** Between two pieces, ms: customers' tickets go over the same line. */
const PAUSE_MS = 30
/** Before it is tried again, ms; doubled up to the second. */
const AGAIN_MS = 1_000
const LONGEST_MS = 30_000
/** So often a package that arrives broken is fetched anew. */
const ATTEMPTS = 3

type Refused = { code: string; detail?: string }
type KeeperPorts = Pick<
  Ports,
  'data' | 'hall' | 'link' | 'clock' | 'log' | 'trusted' | 'release' | 'machine'
> & { ends: AbortSignal }

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'linux', win32: 'windows' }
const ENDINGS: Readonly<Record<PackageFormat, string>> = { deb: '.deb', AppImage: '.AppImage', exe: '.exe' }

/**
 * Packages of releases on this machine: fetched from the hall piece by piece, and whole only when they are what their digest
 * says. What is not signed by a key of the machine's own settings is not even fetched. Beside each lies what it is
 * (`<sha256>.json`), so that an earlier release can be gone back to without the hall.
 */
export class PackageKeeper {
  readonly #ports: KeeperPorts
  readonly #changed: () => void
  /** How packages that were asked for stand, by SHA-256; absent: not looked at in this run. */
  readonly #standing = new Map<string, Readiness>()
  readonly #path: string
  #folder: Promise<PartFolder> | null = null
  #turn: Promise<unknown> = Promise.resolve()

  /** `changed`: told when a package became ready, or will not. */
  constructor(ports: KeeperPorts, changed: () => void) {
    this.#ports = ports
    this.#changed = changed
    this.#path = join(ports.data, 'releases')
  }

  /** How it stands with the package that a directive is about; begins to fetch it. */
  readiness(directiveId: DirectiveId, work: StageWork): Readiness {
    const { release, machine } = this.#ports
    if (work.version === release) return 'ready'
    if (work.activate && !machine?.installer) return { code: 'directive.notSupported' }
    const chosen = this.#choose(work)
    if ('code' in chosen) return chosen
    const { sha256 } = chosen.package
    const known = this.#standing.get(sha256)
    if (known) return known
    this.#standing.set(sha256, 'waiting')
    this.#turn = this.#turn.then(() => this.#bring(directiveId, chosen))
    return 'waiting'
  }

  /** The file of the package of a release, read and checked anew; or why there is none to be trusted. */
  async verified(work: StageWork): Promise<{ path: string; bytes: number } | Refused> {
    const chosen = this.#choose(work)
    if ('code' in chosen) return chosen
    const { sha256, bytes } = chosen.package
    const folder = await this.#open()
    if (await folder.isSound(fileOf(chosen.package), sha256))
      return { path: folder.path(fileOf(chosen.package)), bytes }
    await folder.remove(fileOf(chosen.package))
    this.#standing.delete(sha256)
    return { code: 'release.broken' }
  }

  #open(): Promise<PartFolder> {
    return (this.#folder ??= PartFolder.open(this.#path))
  }

  /** The package for this machine, of those that were named or of those that it still has; its signature holds. */
  #choose({ version, packages = [] }: StageWork): SignedPackage | Refused {
    const { trusted, machine } = this.#ports
    const fits = ({ platform, arch, format }: SoftwarePackage): boolean =>
      platform === SYSTEMS[process.platform] &&
      arch === process.arch &&
      (machine?.installer?.format ?? format) === format
    const named = packages.find(fits)
    const of = named ?? this.#kept().find((one) => one.version === version && fits(one.package))?.package
    if (!of) return { code: packages.length === 0 ? 'directive.noUpdater' : 'release.noPackage' }
    if (trusted.length === 0) return { code: 'release.noKey' }
    const signed = { version, package: of }
    return isTrusted(trusted, signed) ? signed : { code: 'release.untrusted' }
  }

  /** What the packages are that lie here. */
  #kept(): SignedPackage[] {
    let names: string[]
    try {
      names = readdirSync(this.#path).filter((name) => name.endsWith('.json'))
    } catch {
      return []
    }
    return names.flatMap((name) => {
      try {
        const kept: unknown = JSON.parse(readFileSync(join(this.#path, name), 'utf8'))
        return SignedPackage.safeParse(kept).data ?? []
      } catch {
        return []
      }
    })
  }

  async #bring(directiveId: DirectiveId, of: SignedPackage): Promise<void> {
    const { log, ends } = this.#ports
    const { sha256, bytes } = of.package
    const end = await this.#fetch(directiveId, of).catch((cause: unknown): Refused => {
      log.error('package.failed', cause, { sha256 })
      return { code: 'directive.machineFailed', detail: reasonOf(cause).slice(0, 200) }
    })
    if (ends.aborted) return
    if (end === 'left') {
      this.#standing.delete(sha256)
      return this.#changed()
    }
    this.#standing.set(sha256, end)
    if (end === 'ready') log.info('package.staged', { sha256, bytes, version: of.version })
    else log.warn('package.notStaged', { sha256, code: end.code })
    this.#changed()
    // What failed may go another time, for another directive.
    if (end !== 'ready') this.#standing.delete(sha256)
  }

  async #fetch(directiveId: DirectiveId, of: SignedPackage): Promise<'ready' | 'left' | Refused> {
    const { sha256, bytes } = of.package
    const name = fileOf(of.package)
    const folder = await this.#open()
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if ((await folder.whole(name)) === null) {
        if (!(await this.#hasRoom(folder, name, bytes - (await folder.have(name)))))
          return { code: 'release.noRoom' }
        const end = await this.#download(directiveId, of.package, folder)
        if (end !== 'here') return end
        if (!(await folder.finish(name, sha256))) continue
      } else if (!(await folder.isSound(name, sha256))) {
        await folder.remove(name)
        continue
      }
      await folder.touch(name)
      await writePrivate(join(this.#path, `${name}.json`), JSON.stringify(of))
      return 'ready'
    }
    return { code: 'release.broken' }
  }

  async #hasRoom(folder: PartFolder, name: string, more: number): Promise<boolean> {
    const { release } = this.#ports
    const kept = this.#kept()
    const runs = kept.filter(({ version }) => version === release).map((one) => fileOf(one.package))
    const wanted = new Set([name, ...runs].flatMap((file) => [file, `${file}.json`]))
    // A description beside each file.
    const fits = { wanted, more, mostBytes: MOST_BYTES, mostFiles: 2 * MOST_FILES - 1 }
    if (!(await folder.makeRoom(fits))) return false
    // Others may have gone: they are looked for anew.
    for (const [sha256, is] of this.#standing) if (is === 'ready') this.#standing.delete(sha256)
    const { bavail, bsize } = await statfs(this.#path)
    return bavail * bsize >= more + FREE_BYTES
  }

  /** All bytes, from where an earlier run left off, for as long as the directive is wanted. */
  async #download(
    directiveId: DirectiveId,
    of: SoftwarePackage,
    folder: PartFolder,
  ): Promise<'here' | 'left' | Refused> {
    const { clock, ends, log, link } = this.#ports
    const { sha256, bytes } = of
    const name = fileOf(of)
    let have = await folder.have(name)
    let waitMs = AGAIN_MS
    while (have < bytes) {
      if (ends.aborted || !this.#isWanted(directiveId)) return 'left'
      const answer = await link.askPackage({ directiveId, sha256, from: have }).catch((cause: unknown) => {
        log.info('package.waits', { sha256, have, reason: reasonOf(cause) })
        return null
      })
      if (answer?.ok) {
        const data = Buffer.from(answer.data, 'base64')
        if (data.length === 0 || have + data.length > bytes) return { code: 'release.broken' }
        have = await folder.append(name, have, data)
        waitMs = AGAIN_MS
        await pause(clock, PAUSE_MS, ends)
        continue
      }
      if (answer && !isTransient(answer.code) && answer.code !== 'hall.internal') return { code: answer.code }
      await pause(clock, waitMs, ends)
      waitMs = Math.min(LONGEST_MS, waitMs * 2)
    }
    return 'here'
  }

  #isWanted(directiveId: DirectiveId): boolean {
    const { view } = this.#ports.hall
    const directive = view && lookUp(view.directives, directiveId)
    return directive !== null && directive !== undefined && isUnfinished(directive)
  }
}

const fileOf = ({ sha256, format }: SoftwarePackage): string => `${sha256}${ENDINGS[format]}`
