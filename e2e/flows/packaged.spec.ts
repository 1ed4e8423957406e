import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { lineLike, startReady } from '@service-hall/harness/process'
import { packageScript, packagedKiosk } from '../fixtures/paths.ts'
import { expect, test } from '../fixtures/test.ts'

test('the packaged kiosk starts, drives its printer and joins the hall', async ({ hall }, info) => {
  test.setTimeout(360_000)
  await promisify(execFile)(process.execPath, [packageScript])
  const { args, env } = hall.station('K1')
  // As root Chromium refuses its own sandbox; an installed kiosk runs as a user of its own, with it.
  const kiosk = await startReady({
    command: packagedKiosk,
    args: ['--no-sandbox', ...args, '--windowed'],
    env,
    pick: lineLike(/"page\.loaded"/),
  })
  try {
    await expect
      .poll(async () => (await hall.factsOf('StationConnected')).map((fact) => fact.stationId))
      .toContain('K1')
    await expect
      .poll(async () =>
        (await hall.factsOf('DeviceStateChanged')).filter((fact) => fact.deviceId === 'K1-printer').at(-1),
      )
      .toMatchObject({ state: { device: 'online' } })
  } finally {
    await info.attach('kiosk.log', { body: kiosk.log() })
    await kiosk.end()
  }
})
