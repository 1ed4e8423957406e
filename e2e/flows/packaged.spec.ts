import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { lineLike, run, startReady } from '@service-hall/harness/process'
import { packageScript, packagedForTests, packagedKiosk } from '../fixtures/paths.ts'
import { expect, test } from '../fixtures/test.ts'

const pack = (...args: string[]) => promisify(execFile)(process.execPath, [packageScript, ...args])

test('the packaged kiosk starts, drives its printer and joins the hall', async ({ hall }, info) => {
  await pack('--test')
  const { args, env } = hall.station('K1')
  // As root Chromium refuses its own sandbox; an installed kiosk runs as a user of its own, with it.
  const kiosk = await startReady({
    command: packagedForTests,
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

test('the kiosk as it goes to a hall ends when it is started with switches of Chromium', async () => {
  await pack()
  const switches = ['--no-sandbox', '--remote-debugging-port=0', '--disable-web-security', '--inspect']
  const ended = await run(packagedKiosk, [...switches, '--windowed'], { env: { NODE_OPTIONS: '--inspect' } })
  expect(ended.code).toBe(64)
  expect(ended.output).toContain('"shell.switchesRefused"')
  for (const one of switches) expect(ended.output).toContain(one.split('=')[0])
  expect(ended.output).not.toContain('"page.loaded"')
  expect(ended.output).not.toMatch(/DevTools listening|Debugger listening/)
})
