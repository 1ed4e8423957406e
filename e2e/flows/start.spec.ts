import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freeBlock } from '@service-hall/harness/ports'
import { lineLike, startReady } from '@service-hall/harness/process'
import { waitFor } from '@service-hall/harness/process'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import type { Browser, Page } from 'playwright/test'
import { writeHallFile } from '../fixtures/hall-file.ts'
import { startScript } from '../fixtures/paths.ts'
import { expect, test } from '../fixtures/test.ts'

/** The demo on ports of its own, without a display: the kiosk is a browser preview. */
async function startDemo(folder: string, port: number) {
  const data = ['--config', join(folder, 'hall.yaml'), '--data', join(folder, 'data'), '--port', String(port)]
  const quiet = ['--customers', '0']
  return startReady({
    args: [startScript, ...data, ...quiet],
    env: { DISPLAY: '' },
    pick: lineLike(/Ctrl-C stops everything/),
  })
}

async function takeTicket(browser: Browser, log: string): Promise<string> {
  const address = /http:\/\/\S+#token=\S+/.exec(log)?.[0] ?? ''
  const kiosk: Page = await browser.newPage({ viewport: { width: 1080, height: 1920 } })
  await kiosk.goto(address)
  await kiosk.getByRole('button', { name: /缴纳电费/ }).click()
  await kiosk.getByTestId('take').click()
  await expect(kiosk.getByRole('heading', { name: '请取走小票' })).toBeVisible()
  const number = await kiosk.getByTestId('ticket-number').innerText()
  await kiosk.close()
  return number
}

/** The halls that the console shows to whoever signs in as the demo says. */
async function hallsOfRegion(log: string, port: number): Promise<string[]> {
  const [, accountId, password] = /sign in: (\S+) +(\S+)/.exec(log) ?? []
  expect(log).toContain(`http://console.localhost:${port}/`)
  const hub = `http://127.0.0.1:${port}`
  const signedIn = await fetch(`${hub}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId, password }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const answer = await fetch(`${hub}/api/organisation`, { headers: { cookie } })
  const { halls } = (await answer.json()) as { halls: { hallId: string }[] }
  return halls.map(({ hallId }) => hallId).sort()
}

/** Opens every address that the box names, as whoever reads it does. */
async function openAll(browser: Browser, log: string): Promise<number> {
  const addresses = [...log.matchAll(/http:\/\/[^\s│]+/g)].map(([address]) => address)
  for (const address of addresses) {
    const page = await browser.newPage()
    const answer = await page.goto(address)
    expect(`${address} ${answer?.status()}`).toBe(`${address} 200`)
    await page.close()
  }
  return addresses.length
}

function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const answered = once(socket, 'connect').then(
    () => true,
    () => false,
  )
  return waitFor(`port ${port} to answer`, answered).finally(() => socket.destroy())
}

test('npm start brings up the demo hall, Ctrl-C ends all of it, and it resumes where it was', async ({
  browser,
}) => {
  await withWorkFolder('demo', async (folder) => {
    // The demo also takes the port after its own, for the kiosk preview, those from 10 on for the region, and one 100
    // above each device's line.
    const port = await freeBlock([1, 2, 3, 10, 11, 12, 102, 103])
    const [printer, pad] = [port + 2, port + 3]
    await writeHallFile(join(folder, 'hall.yaml'), {
      'K1-printer': `tcp://127.0.0.1:${printer}`,
      'C1-pad': `tcp://127.0.0.1:${pad}`,
    })
    const first = await startDemo(folder, port)
    expect(first.log()).toContain(`http://counter.localhost:${port}/counter`)
    expect(first.log()).toContain('demo-1001')
    expect(await takeTicket(browser, first.log())).toBe('A001')
    expect(await openAll(browser, first.log())).toBeGreaterThan(5)
    expect(await hallsOfRegion(first.log(), port + 10)).toEqual(['H0100', 'H0101', 'H0201'])
    await first.end('SIGINT')
    for (const closed of [port, printer, pad, port + 10, port + 11, port + 12])
      expect(await isListening(closed)).toBe(false)

    const second = await startDemo(folder, port)
    expect(await takeTicket(browser, second.log())).toBe('A002')
    await second.end('SIGINT')
  })
})
