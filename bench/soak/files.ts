import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { hasEnded, publicConfig } from '@service-hall/contract'
import type { Answer, DecidableCommand, HallFile } from '@service-hall/contract'
import { HallFileError, readHallFile } from '@service-hall/hall-server/hall-file'
import { startHallServer } from '@service-hall/hall-server/server'
import type { RunningServer } from '@service-hall/hall-server/server'
import { ROW_EDITS, WRITINGS, someWork, textOf, unreachable } from '@service-hall/hall-server/edited-file'
import { inRoot } from '@service-hall/harness/paths'
import { seededRandom } from '@service-hall/harness/random'
import type { Random } from '@service-hall/harness/random'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { steppedClock } from '../lib/stepped-clock.ts'

export type FilesOptions = {
  /** How often the file is edited. */
  edits: number
  seed: number
  say: (line: string) => void
}

export type FilesResult = {
  edits: number
  /** Files that were refused, as a whole and before anything changed. */
  refused: number
  /** Tickets, sessions at counters and retired rows that nobody could end any more. */
  unreachable: number
  /** Anything but a file that is taken or refused: an error, an internal refusal, a file read as another one. */
  crashes: number
}

/** What is done in the hall between two edits. */
const STEPS = 12
/** One edit in so many is followed by a real restart; the others are taken by the running hall. */
const RESTART_EVERY = 25
/** Share of edits of the rows; the rest only writes the file another way. */
const ROWS_SHARE = 0.8
/** Share of files that a usual editor writes. */
const USUAL_SHARE = 0.7

/** Edits the file of a hall at work again and again, as careless hands and editors do, and looks for whom it loses. */
export function soakFiles({ edits, seed, say }: FilesOptions): Promise<FilesResult> {
  return withWorkFolder('soak-files', async (folder) => {
    const path = join(folder, 'hall.yaml')
    const run = new EditedHall(path, join(folder, 'data'), seededRandom(seed), say)
    await run.open(await readHallFile(inRoot('hall-server/config/demo-hall.yaml')))
    for (let edit = 1; edit <= edits; edit += 1) {
      await run.work()
      await run.edit(edit % RESTART_EVERY === 0)
      if (edit % 200 === 0) say(`${edit} edits: ${JSON.stringify(run.result)}`)
    }
    await run.close()
    return run.result
  })
}

class EditedHall {
  readonly result: FilesResult = { edits: 0, refused: 0, unreachable: 0, crashes: 0 }
  readonly #path: string
  readonly #dataFolder: string
  readonly #random: Random
  readonly #say: (line: string) => void
  readonly #clock = steppedClock(Date.parse('2026-01-05T08:00:00+08:00'))
  #base: HallFile | null = null
  /** The file in force. */
  #file: HallFile | null = null
  #server: RunningServer | null = null

  constructor(path: string, dataFolder: string, random: Random, say: (line: string) => void) {
    this.#path = path
    this.#dataFolder = dataFolder
    this.#random = random
    this.#say = say
  }

  async open(file: HallFile): Promise<void> {
    this.#base = file
    this.#file = file
    await writeFile(this.#path, JSON.stringify(file))
    this.#server = await this.#start()
  }

  async close(): Promise<void> {
    await this.#server?.close()
  }

  /** The steps are decided one after the other; the disk takes them together. */
  async work(): Promise<void> {
    const { hall } = this.#running
    const taken: Promise<void>[] = []
    for (let step = 0; step < STEPS; step += 1) {
      this.#clock.advance(this.#random.below(this.#random.chance(0.1) ? 120_000 : 15_000))
      taken.push(hall.tick())
      const { view } = hall.state
      if (!view.config) throw new Error('the hall has no configuration')
      const at = { view, config: view.config, now: hall.now(), random: this.#random, id: hall.newId() }
      const order = someWork(at)
      if (order) taken.push(hall.execute(...order).then((answer) => this.#take(order[1].type, answer)))
    }
    await Promise.all(taken)
  }

  /** Edits the file, and has it taken by the running hall or by one that starts. */
  async edit(byRestart: boolean): Promise<void> {
    this.result.edits += 1
    const { draft, what } = this.#draft()
    const [how, write] = this.#writing()
    await writeFile(this.#path, write(textOf(draft, this.#random), this.#random))
    const name = `${what} / ${how}`
    try {
      const read = await readHallFile(this.#path)
      if (how !== 'flippedByte' && how !== 'cutOff' && !isSame(read, draft))
        this.#crash(`${name}: read as another file`)
      const before = this.#open()
      await (byRestart ? this.#restart() : this.#configure(read))
      this.#file = read
      this.#check(name, before)
    } catch (error) {
      if (!(error instanceof HallFileError)) return this.#crash(`${name}: ${String(error)}`)
      this.result.refused += 1
      if (byRestart) await this.#refusedStart(name)
    }
  }

  #draft(): { draft: HallFile; what: string } {
    const random = this.#random
    const base = random.chance(0.12) ? this.#base : this.#file
    const draft = structuredClone(base) as HallFile
    const names = Object.keys(ROW_EDITS)
    const made: string[] = []
    for (let left = random.chance(ROWS_SHARE) ? 1 + random.below(3) : 0; left > 0; left -= 1) {
      // Half of what is done to a file is a row taken out or renamed.
      const what = random.chance(0.5)
        ? random.pick(['remove', 'rename'])
        : (names[random.below(names.length)] ?? 'remove')
      if (what === 'dropSection' && left > 1) continue
      ROW_EDITS[what]?.(draft, random)
      made.push(what)
    }
    return { draft, what: made.join('+') || 'nothing' }
  }

  #writing(): [string, (typeof WRITINGS)[string]] {
    const all = Object.entries(WRITINGS)
    const index = this.#random.chance(USUAL_SHARE) ? 0 : this.#random.below(all.length)
    return all[index] ?? ['usual', (text) => Buffer.from(text)]
  }

  async #configure(file: HallFile): Promise<void> {
    const { hall } = this.#running
    const config = publicConfig(file)
    const id = hall.newId() as DecidableCommand['id']
    const answer = await hall.system({ type: 'hall.configure', id, config })
    if (!answer.ok) throw new Error(`not taken: ${answer.code}`)
  }

  async #restart(): Promise<void> {
    await this.#running.close()
    this.#server = await this.#start()
  }

  /** A file that is refused keeps the hall from starting and changes nothing; with the one before it starts again. */
  async #refusedStart(name: string): Promise<void> {
    // What is due would be done by the next start, too: the refused file has nothing to do with it.
    await this.#running.hall.tick()
    const number = this.#running.hall.committedNumber
    await this.#running.close()
    const reason: unknown = await this.#start().then(
      (server) => server.close(),
      (error: unknown) => error,
    )
    if (!(reason instanceof HallFileError)) this.#crash(`${name}: the start said ${String(reason)}`)
    await writeFile(this.#path, JSON.stringify(this.#file))
    this.#server = await this.#start()
    if (this.#server.hall.committedNumber !== number) this.#crash(`${name}: a refused file left facts`)
  }

  /** Ids of the tickets that are open. */
  #open(): string[] {
    const tickets = Object.values(this.#running.hall.state.view.tickets)
    return tickets.filter((ticket) => !hasEnded(ticket)).map(({ id }) => id)
  }

  #check(name: string, before: readonly string[]): void {
    const { hall } = this.#running
    const after = new Set(this.#open())
    const lost = before.filter((id) => !after.has(id)).map((id) => `ticket ${id} was lost`)
    const found = [...lost, ...unreachable(hall.state, hall.now())]
    this.result.unreachable += found.length
    if (found.length > 0) this.#say(`${name}: ${found.join('; ')}`)
  }

  #take(type: string, answer: Answer): void {
    if (!answer.ok && answer.code === 'hall.internal') this.#crash(`${type}: ${answer.code}`)
  }

  #crash(line: string): void {
    this.result.crashes += 1
    this.#say(line)
  }

  get #running(): RunningServer {
    if (!this.#server) throw new Error('the hall does not run')
    return this.#server
  }

  #start(): Promise<RunningServer> {
    return startHallServer({
      configFile: this.#path,
      dataFolder: this.#dataFolder,
      port: 0,
      host: '127.0.0.1',
      pages: false,
      clock: this.#clock,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      hashCost: 1024,
    })
  }
}

function isSame(read: HallFile, draft: HallFile): boolean {
  return isDeepStrictEqual(plain(read), plain(draft))
}

function plain(file: HallFile): unknown {
  return JSON.parse(JSON.stringify(file))
}
