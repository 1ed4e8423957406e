import type { Expected } from '../../expectations.ts'
import type { DeviceError } from '../common/status.ts'
import type { PrinterConversation } from './printer-conversation.ts'
import { stoppingError } from './printer-status.ts'

/** Listens for a fault that the printer tells by itself while it has a job. */
export class FaultWatch {
  readonly #expected: Expected<DeviceError>
  readonly #stop = new AbortController()
  #error: DeviceError | undefined

  constructor(conversation: PrinterConversation) {
    this.#expected = conversation.expect((reply) => {
      const flags = conversation.flagsOf(reply)
      return flags && stoppingError(flags)
    })
    void this.#expected.promise.then((error) => {
      this.#error = error
      if (error) this.#stop.abort()
    })
  }

  /** The fault that was told, if one was. */
  get error(): DeviceError | undefined {
    return this.#error
  }

  /** Aborted by a fault, so that nothing more of the job goes out. */
  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** Resolves with the fault, or with `undefined` when the line ends. */
  get fault(): Promise<DeviceError | undefined> {
    return this.#expected.promise
  }

  cancel(): void {
    this.#expected.cancel()
  }
}
