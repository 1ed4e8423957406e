// Halls that are only their facts, in one process: they report to a hub over the real uplink, as halls do.
//   node scripts/customers/light-halls.ts --hub http://127.0.0.1:8090 --data data/light-halls --halls 47 [--seed 1]
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { publicConfig } from '@service-hall/contract'
import type { HallConfig } from '@service-hall/contract'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { onSignal } from '@service-hall/harness/process'
import { seededRandom } from '@service-hall/harness/random'
import { InventedDay, ReportingLine, freshHallKey, hallKeyFrom } from '@service-hall/harness/uplink'
import type { HallKey } from '@service-hall/harness/uplink'
import { exponentialGapMs } from './chances.ts'
import { lightHallOf } from './light-hall.ts'

const { values } = parseArgs({
  options: {
    hub: { type: 'string', default: 'http://127.0.0.1:8090' },
    data: { type: 'string', default: 'data/light-halls' },
    halls: { type: 'string', default: '47' },
    seed: { type: 'string', default: '1' },
  },
})

/** Facts of a hall in an hour: some forty customers. */
const FACTS_PER_HOUR = 240

const folder = inRoot(values.data)
const base = publicConfig(await readHallFile(inRoot('hall-server/config/demo-hall.yaml')))
await mkdir(folder, { recursive: true, mode: 0o700 })
for (let n = 0; n < Number(values.halls); n += 1) {
  const light = lightHallOf(base, n)
  const key = await keyOf(light.config.hall.id)
  reports(light.config, key, Number(values.seed) + n)
}
process.stdout.write(`${JSON.stringify({ halls: Number(values.halls) })}\n`)

/** Its key, kept over runs: the hub knows the hall by it. */
async function keyOf(id: string): Promise<HallKey> {
  const path = join(folder, `${id}.key`)
  try {
    return hallKeyFrom(await readFile(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    const key = freshHallKey()
    await writeFile(path, key.pem, { mode: 0o600 })
    return key
  }
}

/** Begins its day when the hub lets it in, and goes on. What it told in earlier runs only the hub remembers. */
function reports(config: HallConfig, key: HallKey, seed: number): void {
  const random = seededRandom(seed)
  const day = new InventedDay(config, random)
  let timer: NodeJS.Timeout | undefined
  const next = (): void => {
    line.report([day.next(Date.now())])
    timer = setTimeout(
      next,
      exponentialGapMs(() => random.next(), FACTS_PER_HOUR),
    )
  }
  const line = new ReportingLine(config.hall.id, key, [values.hub], {
    welcomed() {
      if (timer !== undefined) return
      line.report(day.begin(Date.now()))
      next()
    },
  })
  line.start()
  onSignal(async () => {
    clearTimeout(timer)
    line.stop()
  })
}
