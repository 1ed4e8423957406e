import { afterEach, expect, it } from 'vitest'
import { startSimulator } from '../../test/index.ts'
import type { RunningSimulator } from '../../test/index.ts'
import { ticketPaper } from '../paper/ticket.ts'
import { createPrinter } from './printer.ts'

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop()
})

it('prints a ticket', async () => {
  const simulator: RunningSimulator = await startSimulator('printer', { profile: 'epson' })
  running.push(() => simulator.stop())
  const printer = createPrinter({ id: 'p', profile: 'epson', link: { url: simulator.url } })
  running.push(() => printer.stop())
  printer.onStatus((s) => console.log(JSON.stringify(s)))
  const online = new Promise<void>((resolve) => printer.onStatus((s) => s.device === 'online' && resolve()))
  printer.start()
  await online
  const outcome = await printer.print(
    ticketPaper({
      width: 80,
      hall: { zh: '城东供电营业厅', en: 'East City Service Hall' },
      service: { zh: '缴费', en: 'Payment' },
      number: 'A012',
      ahead: 3,
      time: '2026-01-05 10:15',
      qr: 'https://hall.example/t/排队号',
    }),
    { jobId: 'j1' },
  )
  console.log(outcome)
  console.log((await simulator.control.waitPaper()).text)
  console.log(await simulator.control.state())
  expect(outcome.outcome).toBe('printed')
})
