import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { LARGEST_LOG } from '@service-hall/contract'
import type { Capture, FileMedia } from '@service-hall/contract'
import { pause } from '@service-hall/server-kit'
import { isInUse } from '../directive/in-use.ts'
import { withoutPrivate } from '../logs/without-private.ts'
import type { Ports } from '../ports.ts'

type Made = { media: FileMedia; bytes: Buffer } | { code: string; detail?: string }

/** How long it is waited for a screen at rest, and how often it is looked, ms. */
const REST_WITHIN_MS = 10 * 60_000
const LOOK_MS = 3_000

/** The newest part of the program's log, whole lines, packed. */
export async function packedLog({ recentLog }: Pick<Ports, 'recentLog'>, mostBytes: number): Promise<Made> {
  if (!recentLog) return { code: 'directive.notSupported' }
  const text = withoutPrivate(await recentLog.read())
  const all = Buffer.from(text)
  const newest = all.subarray(Math.max(0, all.length - Math.min(mostBytes, LARGEST_LOG)))
  const begin = newest.length < all.length ? newest.indexOf('\n') + 1 : 0
  return { media: 'application/gzip', bytes: await promisify(gzip)(newest.subarray(begin)) }
}

/** A picture of the screen at rest. While a customer or a technician is there, none is taken: it waits, and gives up. */
export async function pictureAtRest({
  capture,
  memory,
  atScreen,
  clock,
  ends,
}: Pick<Ports, 'capture' | 'memory' | 'atScreen' | 'clock'> & { ends: AbortSignal }): Promise<Made> {
  if (!capture) return { code: 'directive.notSupported' }
  const somebody = (): boolean => isInUse({ memory, atScreen })
  const until = clock.monotonic() + REST_WITHIN_MS
  while (clock.monotonic() < until && !ends.aborted) {
    const made: Capture = somebody() ? { is: 'inUse' } : await capture()
    if (made.is === 'failed') return { code: 'directive.machineFailed', detail: made.reason }
    // Somebody may have come while it was taken.
    if (made.is === 'picture' && !somebody()) return { media: 'image/jpeg', bytes: Buffer.from(made.jpeg) }
    await pause(clock, LOOK_MS, ends)
  }
  return { code: 'directive.busy' }
}
