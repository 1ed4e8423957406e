import { takeDown, untilNotOnline } from './account.ts'
import type { Account, Tries } from './account.ts'
import { driverKilled, portBusy, portForbidden, simulatorKilled } from './processes.ts'
import type { Rig } from './rig.ts'

/** Rows of the matrix, in order. `needsReply` marks those that happen to a reply. */
export const FAULTS = {
  noise: { title: 'noise on the line', run: during('noise', {}, 2) },
  dribble: { title: 'reply byte by byte', needsReply: true, run: during('dribble', {}, 2) },
  merge: { title: 'replies held back and merged', needsReply: true, run: during('merge', {}, 2) },
  late: { title: 'reply after its deadline', needsReply: true, run: late },
  duplicate: { title: 'every reply twice', needsReply: true, run: during('duplicate', {}, 2) },
  nakOnce: { title: 'NAK once', needsReply: true, run: during('nak', { times: 1 }) },
  nakForEver: { title: 'NAK for ever', needsReply: true, run: during('nak') },
  badCheckOnce: { title: 'wrong checksum once', needsReply: true, run: during('badCheck', { times: 1 }) },
  badCheckForEver: { title: 'wrong checksum for ever', needsReply: true, run: during('badCheck') },
  overLong: { title: 'over-long length', needsReply: true, run: during('overLong') },
  silence: { title: 'silence', needsReply: true, run: during('silence') },
  standstill: { title: 'driver stands still while the reply comes', needsReply: true, run: standstill },
  busy: { title: 'device busy', needsReply: true, run: busy },
  replug: { title: 'unplugged and replugged in back-off', run: replug },
  garble: { title: 'wrong baud rate', run: during('garble') },
  portBusy: { title: 'port held by another process', run: portBusy },
  noPermission: { title: 'no permission for the port', run: portForbidden },
  driverKilled: { title: 'driver killed in mid-job', run: driverKilled },
  simulatorKilled: { title: 'device loses its power in mid-job', run: simulatorKilled },
} as const satisfies Record<string, Fault>

export type Fault = { title: string; needsReply?: boolean; run: (rig: Rig) => Promise<Account> }
/** Also the two sweeps of `unplug.ts`. */
export type FaultName = keyof typeof FAULTS | 'unplugRequest' | 'unplugReply'

const SHORTEST_STANDSTILL_MS = 400
const STANDSTILLS = 3

/** Probes that many times while the fault lasts. */
function during(fault: string, details: Record<string, unknown> = {}, probes = 1) {
  return (rig: Rig) =>
    takeDown(rig, async () => {
      const first = await rig.prepare()
      await rig.fault(fault, details)
      const tries: Tries[number][] = [{ n: first, said: await rig.probe(first) }]
      while (tries.length < probes) tries.push(await another(rig))
      await rig.cure()
      return tries
    })
}

/** The reply comes when the next question is on the line: it must not be taken for its answer. */
function late(rig: Rig): Promise<Account> {
  return takeDown(rig, async () => {
    const n = await rig.prepare()
    await rig.fault('late', { ms: Math.round(rig.entry.answerMs * 1.5), times: 1 })
    const tries = [{ n, said: await rig.probe(n) }, await another(rig)]
    await rig.cure()
    return tries
  })
}

/** A reply that lies in the kernel is one, however late the process comes round to reading it. */
async function standstill(rig: Rig): Promise<Account> {
  const account = await takeDown(rig, async () => {
    const n = await rig.prepare()
    rig.clock.stand(Math.max(SHORTEST_STANDSTILL_MS, 1.5 * rig.entry.answerMs), STANDSTILLS)
    const said = await rig.probe(n)
    rig.clock.stand(0, 0)
    return [{ n, said }]
  })
  const missed = account.grown['timeouts'] ?? 0
  if (missed > 0) rig.complaints.push(`${missed} replies that had come were taken for missing`)
  if (!account.said.every(({ ok }) => ok)) rig.complaints.push('a reply that had come did not count')
  return account
}

async function busy(rig: Rig): Promise<Account> {
  const { fault = 'busy', details = {} } = rig.entry.busy ?? {}
  return during(fault, details)(rig)
}

/** The cable comes back and goes again while the driver waits before its next attempt. */
function replug(rig: Rig): Promise<Account> {
  return takeDown(rig, async () => {
    await rig.pty.unplug()
    await untilNotOnline(rig, 2_000)
    const n = await rig.prepare()
    const tries: Tries = [{ n, said: await rig.probe(n) }]
    await rig.pty.plug()
    await rig.pty.unplug()
    await rig.pty.plug()
    return tries
  })
}

async function another(rig: Rig): Promise<Tries[number]> {
  const n = await rig.prepare()
  return { n, said: await rig.probe(n) }
}
