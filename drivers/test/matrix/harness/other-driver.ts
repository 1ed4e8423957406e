import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../../../src/clock.ts'
import { Expectations } from '../../../src/expectations.ts'
import type { FromDriver } from './driver-process.ts'
import type { Said } from './entry.ts'
import type { Rig } from './rig.ts'

const LONGEST_MS = 10_000

/** The driver of a rig in a process of its own, which can be killed. */
export class OtherDriver {
  readonly #child: ChildProcess
  readonly #heard = new Expectations<FromDriver>(systemClock)
  #status = 'starting'

  /** `uid` is the user it runs as; this process's own when left out. */
  constructor({ entry, pty, simulator, file }: Rig, uid?: number) {
    const script = fileURLToPath(new URL('driver-process.ts', import.meta.url))
    this.#child = fork(script, [file, entry.title, pty.url, String(simulator.controlPort)], {
      ...(uid !== undefined && { uid, gid: uid }),
    })
    this.#child.on('message', (message: FromDriver) => {
      this.#status = message.status ?? this.#status
      this.#heard.offer(message)
    })
    this.#child.once('exit', () => this.#heard.end())
  }

  /** Waits for a status, the present one included, for which `wanted` holds. */
  async until(wanted: (status: string) => boolean): Promise<void> {
    if (wanted(this.#status)) return
    const { promise } = this.#heard.expect(
      ({ status }) => (status !== undefined && wanted(status)) || undefined,
      LONGEST_MS,
    )
    if (!(await promise)) throw new Error(`the driver's process stays ${this.#status}`)
  }

  async probe(n: number): Promise<Said> {
    const { promise } = this.#heard.expect((message) => (message.n === n ? message.said : undefined))
    this.#child.send({ probe: n })
    return (await promise) ?? { ok: false, seen: 'driver killed' }
  }

  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await ended
  }
}
