import { takeDown } from './account.ts'
import type { Account } from './account.ts'
import type { Rig } from './rig.ts'

const ALL_UP_TO = 64
const EDGE = 20
const BETWEEN = 24

/** Offsets at which the cable is cut: each one, or of long traffic its head, its tail and some in between. */
export function cutsOf(length: number, every: boolean): number[] {
  const all = Array.from({ length }, (_, index) => index + 1)
  if (every || length <= ALL_UP_TO) return all
  const step = (length - 2 * EDGE) / BETWEEN
  const spread = Array.from({ length: BETWEEN }, (_, index) => EDGE + Math.round((index + 0.5) * step))
  return [...new Set([...all.slice(0, EDGE), ...spread, ...all.slice(-EDGE)])]
}

/** Cuts the cable after the given number of bytes went in (`request`) or came out (`reply`), in mid-probe. */
export function unplugAt(rig: Rig, side: 'request' | 'reply', bytes: number): Promise<Account> {
  return takeDown(rig, async () => {
    const n = await rig.prepare()
    await rig.fault('unplug', side === 'request' ? { afterBytes: bytes } : { afterBytesOut: bytes })
    const said = await rig.probe(n)
    // A driver that asked in fewer bytes this time has not been cut off yet.
    await rig.fault('unplug')
    await rig.cure()
    await rig.pty.plug()
    return [{ n, said }]
  })
}
