import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { publicConfig } from '@service-hall/contract'
import type { HallFile } from '@service-hall/contract'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { lineWith, reasonOf } from '@service-hall/harness/process'
import { inRoot } from '@service-hall/harness/paths'
import { hallKeyFrom } from '@service-hall/harness/uplink'
import { identityFile } from '@service-hall/server-kit'
import { lightHallOf } from '../../customers/light-hall.ts'
import { demoPorts, hallAddress } from '../options.ts'
import type { DemoOptions } from '../options.ts'
import { allOf, hubAddress, hubArgs, programs } from '../processes.ts'
import type { ProgramGroup } from '../program-group.ts'
import { ConsoleAccount, HubRefused } from './console-account.ts'
import { FIRST_HALL, FULL_HALLS, hallFileFor } from './halls.ts'
import type { FullHall } from './halls.ts'
import { setUpRegion } from './set-up.ts'
import type { Enrolling } from './set-up.ts'

/** A further hall that runs: where, and by which file. */
export type RunningHall = { hall: FullHall; port: number; address: string; file: HallFile }

export type RegionStart = {
  options: DemoOptions
  /** File of the hall with the kiosk. */
  file: HallFile
  /** Every program starts again when its code changes. */
  watch: boolean
  say: (line: string) => void
}

const hubData = ({ data }: DemoOptions): string => join(data, 'hub')
const hallFolder = ({ data }: DemoOptions, id: string): string => join(data, 'halls', id)

/** The halls that have a server of their own besides the one with the kiosk. */
export function furtherHalls({
  halls,
  port,
}: Pick<DemoOptions, 'halls' | 'port'>): { hall: FullHall; port: number }[] {
  const first = demoPorts({ port }).halls
  return FULL_HALLS.slice(0, Math.max(0, halls - 1)).map((hall, at) => ({ hall, port: first + at }))
}

/** Starts the hub and the further halls. They need not wait for each other: whoever comes first tries again. */
export async function startRegion(
  group: ProgramGroup,
  { options, watch }: RegionStart,
): Promise<RunningHall[]> {
  const program = programs(watch)
  const hub = group.start({
    name: 'hub',
    ...program('console/hub/main.ts', [
      ...['--data', hubData(options), '--port', `${demoPorts(options).hub}`],
      ...(watch ? ['--no-pages'] : []),
    ]),
    pick: lineWith('listening'),
  })
  const base = await readHallFile(inRoot('hall-server/config/demo-hall.yaml'))
  const halls = furtherHalls(options).map(async ({ hall, port }): Promise<RunningHall> => {
    const folder = hallFolder(options, hall.id)
    const path = await writtenHall(folder, hallFileFor(base, hall))
    await group.start({
      name: hall.id,
      ...program('hall-server/src/main.ts', [
        ...['--config', path, '--data', join(folder, 'hall'), '--port', `${port}`],
        ...hubArgs(options),
      ]),
      pick: lineWith('listening'),
    })
    return { hall, port, address: hallAddress({ port }), file: await readHallFile(path) }
  })
  await allOf([hub, ...halls])
  return Promise.all(halls)
}

/** A hall's file; one that is there stays as it is, somebody may have changed it. */
async function writtenHall(folder: string, file: HallFile): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'hall.yaml')
  // JSON is YAML.
  if (!existsSync(path)) await writeFile(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  return path
}

/** How many halls are lightweight: beyond the one with the kiosk and the further ones. */
export const lightHalls = ({ halls }: Pick<DemoOptions, 'halls'>): number =>
  Math.max(0, halls - 1 - FULL_HALLS.length)

const lightData = ({ data }: DemoOptions): string => join(data, 'light-halls')

/** Starts the lightweight halls, all in one process. They call the hub and are let in while everything else goes on. */
export async function startLightHalls(group: ProgramGroup, { options, watch }: RegionStart): Promise<void> {
  await group.start({
    name: 'light-halls',
    ...programs(watch)('scripts/customers/light-halls.ts', [
      ...['--hub', hubAddress(options), '--data', lightData(options)],
      ...['--halls', `${lightHalls(options)}`, '--seed', `${options.seed}`],
    ]),
    pick: lineWith('halls'),
  })
}

/** Lets the lightweight halls in, each with the key that lies in its file. */
export async function admitLightHalls(start: RegionStart): Promise<void> {
  const { options, file } = start
  const base = publicConfig(file)
  const halls = Array.from({ length: lightHalls(options) }, (_, n) => lightHallOf(base, n))
  await asAdministrator(start, async (admin) => {
    const enrolled = halls.map(async ({ config, ...more }): Promise<Enrolling> => {
      const pem = await readFile(join(lightData(options), `${config.hall.id}.key`), 'utf8')
      return { ...more, ...config.hall, publicKey: hallKeyFrom(pem).publicKey }
    })
    await setUpRegion(admin, await Promise.all(enrolled))
  })
}

/** Lets the halls in and sets the region up. Where somebody else has the console in hand, all stays as it is. */
export async function setUp(start: RegionStart): Promise<void> {
  const halls = await enrolling(start.options, start.file)
  await asAdministrator(start, (admin) => setUpRegion(admin, halls))
}

async function asAdministrator(
  { options, say }: RegionStart,
  does: (admin: ConsoleAccount) => Promise<void>,
): Promise<void> {
  try {
    await does(await ConsoleAccount.signIn(hubAddress(options), hubData(options)))
  } catch (error) {
    if (!(error instanceof HubRefused)) throw error
    say(`The region is left as it is (${reasonOf(error)}).`)
  }
}

async function enrolling(options: DemoOptions, { hall }: HallFile): Promise<Enrolling[]> {
  const keyIn = async (folder: string): Promise<string> =>
    (await identityFile(join(folder, 'region.key'))).publicKey
  const first = { ...FIRST_HALL, ...hall, publicKey: await keyIn(join(options.data, 'hall')) }
  const others = furtherHalls(options).map(async ({ hall: one }) => ({
    ...one,
    publicKey: await keyIn(join(hallFolder(options, one.id), 'hall')),
  }))
  return [first, ...(await Promise.all(others))]
}
