import { HallConfig, publicConfig } from '@service-hall/contract'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { expect, test } from 'vitest'
import { DEMO_REGIONS } from '../demo/region/halls.ts'
import { lightHallOf } from './light-hall.ts'

test('a hundred lightweight halls are halls of the contract, each with a name, place and id of its own', async () => {
  const base = publicConfig(await readHallFile(inRoot('hall-server/config/demo-hall.yaml')))
  const halls = Array.from({ length: 100 }, (_, n) => lightHallOf(base, n))
  const regions = DEMO_REGIONS.map(({ id }) => id)
  for (const { config, region } of halls) {
    expect(HallConfig.safeParse(config).success, config.hall.name.zh).toBe(true)
    expect(regions).toContain(region)
  }
  for (const key of [
    ({ config }: (typeof halls)[number]) => config.hall.name.zh,
    ({ config }: (typeof halls)[number]) => config.hall.name.en,
    ({ config }: (typeof halls)[number]) => config.hall.id,
    ({ position }: (typeof halls)[number]) => `${position.latitude} ${position.longitude}`,
  ])
    expect(new Set(halls.map(key)).size).toBe(100)
  expect(new Set(halls.slice(0, 47).map(({ config }) => config.hall.tier))).toEqual(new Set(['B', 'C', 'D']))
})
