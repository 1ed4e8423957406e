import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { waitFor } from '@service-hall/harness/process'
import { asAnybody } from '../../as-anybody.ts'
import { systemClock } from '../../../src/clock.ts'
import { Expectations } from '../../../src/expectations.ts'
import type { FromDriver } from './driver-process.ts'
import type { Said } from './entry.ts'
import type { Rig } from './rig.ts'

const LONGEST_MS = 60_000
/** Longer than any driver takes to give up. */
const ANSWER_MS = 60_000

/** The driver of a rig in a process of its own, which can be killed. */
export class OtherDriver {
  readonly #child: ChildProcess
  readonly #heard = new Expectations<FromDriver>(systemClock)
  #status = 'starting'

  /** Without `mayAll` it may open only what the port's permissions allow, also when we are root. */
  constructor({ entry, pty, simulator, file }: Rig, { mayAll = true } = {}) {
    const script = fileURLToPath(new URL('driver-process.ts', import.meta.url))
    const driver = [process.execPath, script, file, entry.title, pty.url, String(simulator.controlPort)]
    const [command = '', ...args] = mayAll ? driver : asAnybody(driver)
    this.#child = spawn(command, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
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
    const { promise } = this.#heard.expect(
      (message) => (message.n === n ? message.said : undefined),
      ANSWER_MS,
    )
    this.#child.send({ probe: n })
    return (await promise) ?? { ok: false, seen: 'driver killed' }
  }

  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await waitFor("the driver's process to end", ended)
  }
}
