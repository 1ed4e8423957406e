import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import { expect, test, vi } from 'vitest'
import { TERMINAL_KEYS } from '../../../test/a-card-terminal.ts'
import { cleanup } from '../../../test/cleanup.ts'
import { startSimulator } from '../../../test/simulator.ts'
import { untilOnline } from '../../../test/until.ts'
import { startDevices } from '../../device-host.ts'

const onEnd = cleanup()
const PAN = '6216261000000000018'
const PIN = '739154'

/** A line in between that keeps every byte of both ways. */
async function overheard(port: number) {
  const heard: Buffer[] = []
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => {
        heard.push(bytes)
        to.write(bytes)
      })
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
    }
  })
  await waitFor('a line in between', once(server.listen(0, '127.0.0.1'), 'listening'))
  onEnd(async () => void server.close())
  const address = server.address()
  return { heard, url: `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` }
}

test('neither the number nor the PIN is on the line, in an event, a status, a fact, an outcome or a log', async () => {
  const written: string[] = []
  for (const stream of [process.stdout, process.stderr]) {
    const spy = vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0)
    onEnd(async () => void spy.mockRestore())
  }
  const logs = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name))
  const simulator = await startSimulator('card-terminal')
  onEnd(() => simulator.stop())
  const { control } = simulator
  await control.ask({ keys: TERMINAL_KEYS })
  const { heard, url } = await overheard(simulator.port)
  const told: unknown[] = []
  const host = startDevices([{ id: 'card', kind: 'cardTerminal', profile: 'own', link: { url } }], {
    onEvent: (...all) => told.push(all),
    onStatus: (...all) => told.push(all),
    onFact: (fact) => told.push(fact),
    reportBug: (...all) => told.push(all),
  })
  onEnd(() => host.stop())
  const terminal = host.device('cardTerminal', 'card')!
  await untilOnline(terminal)

  for (const [number, card] of [
    { pan: PAN, pin: PIN },
    { pan: PAN, pin: PIN, chip: false },
  ].entries()) {
    await control.ask({ ready: { how: number === 0 ? 'insert' : 'swipe', card } })
    const read = await terminal.read({ requestId: `r${number}`, fen: 100, timeoutMs: 30_000 })
    expect(read.outcome).toBe('read')
    told.push(read)
  }
  await control.ask({ ready: null })
  const open = terminal.read({ requestId: 'r2', fen: 100, timeoutMs: 30_000 })
  for (let shown = 0; shown < 3; shown += 1) await control.ask({ wait: 'reading' })
  await control.ask({ do: 'tap', card: { pan: PAN, pin: PIN } })
  await control.ask({ do: 'type', keys: PIN })
  await control.fault('unplug')
  told.push(await open, host.describe(), host.status('card'))

  const line = Buffer.concat(heard)
  const all = [
    line.toString('hex'),
    line.toString('latin1'),
    JSON.stringify(told),
    JSON.stringify(logs.flatMap(({ mock }) => mock.calls)),
    written.join(''),
  ].join('\n')
  expect(told.length).toBeGreaterThan(20)
  expect(all).not.toContain(PAN)
  expect(all).not.toContain(PAN.slice(0, -1))
  expect(all).not.toContain(PIN)
  expect(all).not.toContain(Buffer.from(PIN, 'latin1').toString('hex'))
})
