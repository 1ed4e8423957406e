import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { expect, test } from 'vitest'
import { planOf } from './plan.ts'

const demoHall = () => readHallFile(inRoot('hall-server/config/demo-hall.yaml'))

test('puts one simulator at the end of each line to this machine', async () => {
  const { simulators } = planOf(await demoHall())
  expect(simulators.map(({ port }) => port)).toEqual([
    9101, 9104, 9111, 9112, 9113, 9121, 9122, 9123, 9141, 9131, 9105, 9106,
  ])
  expect(simulators[0]).toMatchObject({ name: 'K1-printer', script: 'drivers/simulators/printer.ts' })
  expect(simulators[0]?.args.join(' ')).toBe(
    '--listen tcp://127.0.0.1:9101 --control 9201 --seed 1 --profile epson',
  )
  expect(simulators[1]).toMatchObject({ name: 'K1-id-reader', controlPort: 9204 })
  expect(simulators[2]?.args).toContain('--auto-rate')
})

test('leaves lines to other machines and serial ports alone, and shares a shared line', async () => {
  const file = await demoHall()
  file.devices[0]!.link.url = 'serial:/dev/ttyUSB0'
  file.devices[2]!.link.url = 'tcp://10.0.0.5:9111'
  file.devices[4]!.link.url = 'tcp://127.0.0.1:9112'
  expect(planOf(file).simulators.map(({ port }) => port)).toEqual([
    9104, 9112, 9121, 9122, 9123, 9141, 9131, 9105, 9106,
  ])
})

test('names the stations with the codes that let them in', async () => {
  const { kiosk, deviceHosts, displays } = planOf(await demoHall())
  expect(kiosk).toMatchObject({ id: 'K1', code: 'demo-enrol-kiosk-k1' })
  expect(deviceHosts.map(({ id }) => id)).toEqual(['D1'])
  expect(displays.map(({ id }) => id)).toEqual(['V1', 'V2'])
})
