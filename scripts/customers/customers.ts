import type { HallFile } from '@service-hall/contract'
import { enrol, signIn } from '@service-hall/harness/hall'
import { numbersFrom } from '@service-hall/harness/random'
import { receiveCustomers } from './kiosk.ts'
import { Peer } from './peer.ts'
import { workAt } from './staff.ts'

export type CustomersOptions = {
  /** Address of the hall server. */
  hall: string
  file: HallFile
  perHour: number
  speed: number
  seed: number
  log: (line: string) => void
}

/** Who simulates what in a hall. The first counter and the first member of staff are left for a person. */
export type Cast = {
  kiosk: { id: string; code: string } | null
  workplaces: { counterId: string; staffNumber: string; password: string }[]
}

/**
 * Chooses the cast: the first kiosk without devices that may enrol by a code; for each counter but the first the
 * next member of counter staff who has a password in the file.
 */
export function castOf(file: HallFile): Cast {
  const kiosks = file.stations.filter(
    ({ id, kind }) => kind === 'kiosk' && !file.devices.some((device) => device.station === id),
  )
  const [kiosk = null] = kiosks.flatMap(({ id }) => {
    const row = file.preApproved.find(({ station }) => station === id)
    return row ? [{ id, code: row.code }] : []
  })
  const staff = file.staff
    .filter(({ roles }) => roles.length === 1 && roles[0] === 'counterStaff')
    .slice(1)
    .flatMap(({ number, password }) => (password === undefined ? [] : [{ staffNumber: number, password }]))
  const workplaces = file.counters.slice(1).flatMap(({ id: counterId }, index) => {
    const member = staff[index]
    return member ? [{ counterId, ...member }] : []
  })
  return { kiosk, workplaces }
}

/** Brings a hall to life with simulated customers and staff, over real sockets. Answers how to end it. */
export function startCustomers({ hall, file, perHour, speed, seed, log }: CustomersOptions): () => void {
  const { kiosk, workplaces } = castOf(file)
  if (kiosk === null)
    throw new Error('The hall has no kiosk without devices and with an enrolment code for customers.')
  const end = new AbortController()
  const { signal } = end
  const fail = (who: string) => (error: unknown) => log(`${who} stopped: ${String(error)}`)

  const kioskPeer = new Peer({
    hall,
    signal,
    log,
    token: () => enrol(hall, { kind: 'kiosk', code: kiosk.code }),
  })
  receiveCustomers({ peer: kioskPeer, perHour, random: numbersFrom(seed), signal }).catch(fail('kiosk'))
  workplaces.forEach(({ counterId, staffNumber, password }, index) => {
    const counter = file.counters.find(({ id }) => id === counterId)
    const member = file.staff.find(({ number }) => number === staffNumber)
    if (!counter || !member) return
    const peer = new Peer({ hall, signal, log, token: () => signIn(hall, staffNumber, password) })
    const workplace = { counter, staffId: member.id }
    workAt({ peer, workplace, speed, random: numbersFrom(seed + 1 + index), signal }).catch(fail(counterId))
  })
  return () => end.abort()
}
