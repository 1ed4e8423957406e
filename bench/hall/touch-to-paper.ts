import { join } from 'node:path'
import type { ClassId, KioskView, ScreenIntent } from '@service-hall/contract'
import { ScreenMessage } from '@service-hall/contract'
import { startServer } from '@service-hall/harness/hall'
import { inRoot } from '@service-hall/harness/paths'
import { lineWith, startProgram, waitFor } from '@service-hall/harness/process'
import type { Program } from '@service-hall/harness/process'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { WebSocket } from 'ws'
import { SERVICES, writeBenchHall } from '../lib/bench-hall.ts'
import { spread } from '../lib/quantile.ts'
import type { Spread } from '../lib/quantile.ts'

const WARM_UP = 5

/**
 * From the screen's message that a service was touched to the moment the system took the last byte of the ticket
 * for the printer, ms, less the time that the line's speed costs. Real hall server, real kiosk agent, simulated
 * printer; each a process of its own.
 */
export async function benchTouchToPaper(touches: number): Promise<Spread> {
  return withWorkFolder('touch', async (folder) => {
    const printer = startProgram({ args: [inRoot('drivers/simulators/printer.ts'), '--profile', 'epson'] })
    const { listening } = await printer.next(lineWith('listening'))
    const hall = await writeBenchHall(folder, { counters: 1, kiosks: 1, printerPort: Number(listening) })
    const server = await startServer({ configFile: hall.file, dataFolder: join(folder, 'data') })
    const agent = startProgram({
      args: [
        inRoot('kiosk/agent/src/main.ts'),
        ...[
          '--station',
          'K1',
          '--hall',
          server.url,
          '--data',
          join(folder, 'K1'),
          '--preview',
          '127.0.0.1:0',
        ],
      ],
      env: { HALL_ENROL_CODE: hall.kiosks[0]?.code },
    })
    const { preview } = await agent.next(lineWith('preview'))
    const screen = new Screen(String(preview))
    const times: number[] = []
    for (let count = -WARM_UP; count < touches; count += 1) {
      const ms = await oneTouch(screen, agent)
      if (count >= 0) times.push(ms)
    }
    screen.close()
    await agent.stop()
    await server.stop()
    await printer.stop()
    return spread(times)
  })
}

async function oneTouch(screen: Screen, agent: Program): Promise<number> {
  await screen.until(
    (view) => view.session.step === 'idle' && view.link === 'online' && view.printer === 'ready',
  )
  const printed = agent.next(lineWith('event', 'print.ended'))
  const touchedAt = screen.now()
  screen.send({
    type: 'issue',
    touchId: `touch-${touchedAt}`,
    serviceId: SERVICES[0],
    classId: 'normal' as ClassId,
    language: 'zh',
    senior: false,
  })
  const { outcome, lastByteAt, wireMs, mechanismMs } = await printed
  if (outcome !== 'printed') throw new Error(`a ticket was not printed: ${String(outcome)}`)
  await screen.until((view) => view.session.step === 'printed')
  screen.send({ type: 'dismiss' })
  return Number(lastByteAt) - touchedAt - Number(wireMs) - Number(mechanismMs)
}

/** The kiosk's screen, as far as the agent can tell. */
class Screen {
  #view: KioskView | null = null
  #changed: () => void = () => undefined
  readonly #socket: WebSocket

  constructor(preview: string) {
    const { host, hash } = new URL(preview)
    const token = new URLSearchParams(hash.slice(1)).get('token')
    this.#socket = new WebSocket(`ws://${host}/screen`, { origin: `http://${host}` })
    this.#socket.on('open', () => this.#socket.send(JSON.stringify({ type: 'hello', token })))
    this.#socket.on('message', (data) => {
      const message = ScreenMessage.parse(JSON.parse((data as Buffer).toString()))
      this.#view = message.view
      this.#changed()
    })
  }

  /** Wall time by the finest clock there is, epoch ms. */
  now(): number {
    return performance.timeOrigin + performance.now()
  }

  send(intent: ScreenIntent): void {
    this.#socket.send(JSON.stringify(intent))
  }

  async until(isSo: (view: KioskView) => boolean): Promise<void> {
    while (!this.#view || !isSo(this.#view)) {
      await waitFor('another view of the kiosk', new Promise<void>((resolve) => (this.#changed = resolve)))
    }
  }

  close(): void {
    this.#socket.close()
  }
}
