import { join } from 'node:path'
import { refuse, uuid7 } from '@service-hall/contract'
import type { Answer, Command, CommandId, DirectiveKind, FactType, HallView } from '@service-hall/contract'
import type { Clock, Log } from '@service-hall/server-kit'
import { ImageStore } from '@service-hall/server-kit/image'
import { agentFold } from '../../src/capabilities.ts'
import type { AgentMemory } from '../../src/capabilities.ts'
import { directive } from '../../src/directive/index.ts'
import { RELEASE } from '../../src/directive/release.ts'
import { EffectList } from '../../src/effect-list.ts'
import { HallMirror } from '../../src/hall/mirror.ts'
import { awayFor, sinceBoot } from '../../src/memory/away.ts'
import { openMemory } from '../../src/memory/memory.ts'
import { outbox } from '../../src/outbox/index.ts'
import { HeldIdentities } from '../../src/outbox/held-identities.ts'
import { PlaylistImages } from '../../src/playlist/playlist-images.ts'
import type { Ports } from '../../src/ports.ts'

/** Where a simulated program lives. */
export type Host = {
  folder: string
  clock: Clock
  log: Log
  isAlive: () => boolean
  /** Told of each thing that is on the disk; false: the program does not live to see it. */
  wrote: () => boolean
}

/** What it has around it. */
export type Around = {
  random: () => number
  bytes: () => Uint8Array
  isOnline: () => boolean
  send: (command: Command) => Promise<Answer>
  /** The program, or its machine, is to start again; `forMs`: after so long. */
  restarts: (what: 'app' | 'machine', forMs: number) => void
}

const STATION = 'K1'
const ALLOWS: readonly DirectiveKind[] = [
  ...(['restartApp', 'reboot', 'powerOff', 'configure', 'stageSoftware', 'resetDevice'] as const),
]
/** Playlists of the simulation are texts. */
const NO_IMAGES = { askForImage: async () => refuse('file.unknown') }
const MOST_IMAGE_BYTES = 1_000

async function imagesIn(folder: string, { clock, log }: { clock: Clock; log: Log }): Promise<PlaylistImages> {
  const store = await ImageStore.open(join(folder, 'images'), MOST_IMAGE_BYTES)
  return new PlaylistImages(store, NO_IMAGES, { clock, log, here: [] })
}

const NEVER: Promise<never> = new Promise<never>(() => undefined)

/** What a kiosk does about directives, without screen and devices: its memory, its way to the hall, on a disk of its own. */
export class SimulatedAgent {
  readonly #memory: AgentMemory
  readonly #mirror: HallMirror
  readonly #effects: EffectList
  readonly #atScreen: { isThere: boolean; left: () => void }

  private constructor(
    memory: AgentMemory,
    parts: { mirror: HallMirror; effects: EffectList; atScreen: { isThere: boolean; left: () => void } },
  ) {
    this.#memory = memory
    this.#mirror = parts.mirror
    this.#effects = parts.effects
    this.#atScreen = parts.atScreen
  }

  static async open({ folder, clock, log, isAlive, wrote }: Host, around: Around): Promise<SimulatedAgent> {
    const path = join(folder, 'agent.sqlite')
    const memory: AgentMemory = await openMemory({ fold: agentFold, path, clock, log })
    const mirror = new HallMirror(clock, STATION, null)
    const atScreen = { isThere: false, left: () => undefined as void }
    const acts = async (what: 'app' | 'machine', forMs: number): Promise<void> => {
      if (!isAlive()) return NEVER
      around.restarts(what, forMs)
    }
    let effects: EffectList | null = null
    const ports = {
      ...{ station: STATION, data: folder, clock, log, random: around.random, memory, hall: mirror },
      newId: () => uuid7(clock.now(), around.bytes()) as CommandId,
      link: {
        get isOnline() {
          return around.isOnline()
        },
        send: around.send,
      },
      identities: new HeldIdentities(),
      followUp: (command: Command, answer: Answer) => effects?.followUp(command, answer) ?? [],
      ...{ allows: ALLOWS, surroundings: { heard: null }, capture: null, recentLog: null },
      ...{ release: RELEASE, trusted: [], playlistImages: await imagesIn(folder, { clock, log }) },
      devices: { reopen: async () => true },
      atScreen: {
        get isThere() {
          return atScreen.isThere
        },
        listen: ({ left }: { left: () => void }) => (atScreen.left = left),
      },
      machine: {
        reboot: () => acts('machine', 0),
        powerOff: (seconds: number) => acts('machine', seconds * 1_000).then(() => true),
        installer: null,
      },
      onRestart: () => void acts('app', 0),
    } as unknown as Ports
    effects = new EffectList([outbox, directive].flatMap(({ effects: of }) => of?.(ports) ?? []))
    const all = effects
    const awayMs = awayFor(memory.state, clock)
    memory.listen({
      changed: () => isAlive() && all.changed(),
      committed: (facts) => wrote() && all.committed(facts),
      restored: (lost) => isAlive() && all.restored(lost),
    })
    memory.record([{ type: 'AgentStarted', ...sinceBoot(clock) }])
    all.start(awayMs)
    return new SimulatedAgent(memory, { mirror, effects: all, atScreen })
  }

  /** A fresh view of the hall is here. */
  read(view: HallView, now: number): void {
    const you = { kind: 'station', stationId: STATION as never, stationKind: 'kiosk' } as const
    this.#mirror.take({ ok: true, view, now, you })
    this.#effects.hallRead()
    this.#effects.changed()
  }

  /** The hall has gone on to this, by facts of these types. */
  followed(view: HallView, now: number, types: ReadonlySet<FactType>): void {
    const you = { kind: 'station', stationId: STATION as never, stationKind: 'kiosk' } as const
    this.#mirror.take({ ok: true, view, now, you })
    this.#effects.hallFollowed(types)
    this.#effects.changed()
  }

  /** A customer comes to the screen, or leaves it. */
  customer(isThere: boolean): void {
    const was = this.#atScreen.isThere
    this.#atScreen.isThere = isThere
    if (was && !isThere) this.#atScreen.left()
  }

  /** Directives that it has taken up and not ended. */
  get unfinished(): string[] {
    const { known } = this.#memory.state.directives
    return Object.entries(known).flatMap(([id, { stage }]) => (stage === 'over' ? [] : [id]))
  }

  /** Commands that the hall has not answered. */
  get unanswered(): number {
    return this.#memory.state.outbox.length
  }

  settled(): Promise<void> {
    return this.#memory.settled()
  }

  async close(): Promise<void> {
    await this.#effects.stop()
    await this.#memory.close()
  }
}
