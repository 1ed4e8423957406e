import type { AgentToShell, Capture } from '@service-hall/contract'
import { z } from 'zod'
import type { ParentPort } from './parent-port.ts'

/** How long the shell may take, ms. */
const CAPTURE_MS = 20_000

const Captured = z.object({
  type: z.literal('captured'),
  number: z.number().int(),
  capture: z.discriminatedUnion('is', [
    z.object({ is: z.literal('picture'), jpeg: z.instanceof(Uint8Array) }),
    z.object({ is: z.literal('inUse') }),
    z.object({ is: z.literal('failed'), reason: z.string() }),
  ]),
})

/** Asks the shell for pictures of its window. What it does not answer in time has failed. */
export function capturer(parent: ParentPort): () => Promise<Capture> {
  const waiting = new Map<number, (capture: Capture) => void>()
  let asked = 0
  // Not before it is asked: with the first listener the port gives out what it held back, and the screen's port is in it.
  const listen = (): void =>
    parent.on('message', ({ data }) => {
      const captured = Captured.safeParse(data)
      if (captured.success) waiting.get(captured.data.number)?.(captured.data.capture)
    })
  return () =>
    new Promise((resolve) => {
      if (asked === 0) listen()
      const number = (asked += 1)
      const over = (capture: Capture): void => {
        clearTimeout(timer)
        waiting.delete(number)
        resolve(capture)
      }
      const timer = setTimeout(() => over({ is: 'failed', reason: 'the shell does not answer' }), CAPTURE_MS)
      waiting.set(number, over)
      parent.postMessage({ type: 'capture', number } satisfies AgentToShell)
    })
}
