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
  return startReady({
    args: [startScript, ...data],
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
  test.setTimeout(360_000)
  await withWorkFolder('demo', async (folder) => {
    // The demo also takes the port after its own, for the kiosk preview, and one 100 above each device's line.
    const port = await freeBlock([1, 2, 3, 102, 103])
    const [printer, pad] = [port + 2, port + 3]
    await writeHallFile(join(folder, 'hall.yaml'), {
      'K1-printer': `tcp://127.0.0.1:${printer}`,
      'C1-pad': `tcp://127.0.0.1:${pad}`,
    })
    const first = await startDemo(folder, port)
    expect(first.log()).toContain(`http://counter.localhost:${port}/counter`)
    expect(first.log()).toContain('demo-1001')
    expect(await takeTicket(browser, first.log())).toBe('A001')
    await first.end('SIGINT')
    for (const closed of [port, printer, pad]) expect(await isListening(closed)).toBe(false)

    const second = await startDemo(folder, port)
    expect(await takeTicket(browser, second.log())).toBe('A002')
    await second.end('SIGINT')
  })
})
