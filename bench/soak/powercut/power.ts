import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startServer } from '@service-hall/harness/hall'
import type { ServerProcess } from '@service-hall/harness/hall'

export type PowerOptions = {
  /** Its data and their image are kept here. */
  folder: string
  configFile: string
  paymentSystems: string
  /** The compiled shim. */
  shim: string
  /** Runs the server with `synchronous=NORMAL`, to see that the soak tells. */
  isWeak: boolean
}

/** A hall server on a machine whose power can be cut: after a cut its folder holds what was synced and nothing else. */
export class Power {
  readonly #options: PowerOptions
  #life = 0
  #port = 0

  constructor(options: PowerOptions) {
    this.#options = options
  }

  /** The folder of data of this life. */
  get data(): string {
    return join(this.#options.folder, `data-${this.#life}`)
  }

  get #image(): string {
    return join(this.#options.folder, 'image')
  }

  get #pending(): string {
    return join(this.#options.folder, 'pending')
  }

  /** Starts the server, on its port of before; with `killAfterMs` it is killed in its start, and null unless it was quicker. */
  async start(killAfterMs?: number): Promise<ServerProcess | null> {
    const { configFile, paymentSystems, shim, isWeak } = this.#options
    for (const folder of [this.data, this.#image, this.#pending]) await mkdir(folder, { recursive: true })
    const isFirst = this.#life === 0
    const env = {
      LD_PRELOAD: shim,
      POWERCUT_DATA: this.data,
      POWERCUT_IMAGE: this.#image,
      POWERCUT_PENDING: this.#pending,
      // What the shim does not see would count as lost.
      UV_USE_IO_URING: '0',
      ...(isWeak && !isFirst ? { NODE_OPTIONS: `--import ${WEAK_SYNC}` } : {}),
    }
    const start = { configFile, paymentSystems, dataFolder: this.data, port: this.#port, env }
    const server = await (killAfterMs === undefined
      ? startServer(start)
      : startServer({ ...start, killAfterMs }))
    if (server) this.#port = server.port
    return server
  }

  /** After a cut: the next life's folder holds the image. Answers a copy of its own to look at. */
  async restore(): Promise<string> {
    const before = this.data
    this.#life += 1
    const copy = join(this.#options.folder, 'look')
    await rm(copy, { recursive: true, force: true })
    await Promise.all([
      rm(before, { recursive: true }),
      rm(this.#pending, { recursive: true }),
      cp(this.#image, this.data, { recursive: true }),
      cp(this.#image, copy, { recursive: true }),
    ])
    return copy
  }
}

const WEAK_SYNC = pathToFileURL(join(import.meta.dirname, 'weak-sync.ts')).href
