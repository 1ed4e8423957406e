import { expect, test } from 'vitest'
import { soonEnough } from '../../../test/a-card-reader.ts'
import { startSimulator } from '../../../test/simulator.ts'
import { untilOnline } from '../../../test/until.ts'
import { createLineBook } from '../../link/line-book.ts'
import { createSerialCardReader } from './create-card-reader.ts'

test('two CRT-571 share a line, each with a card of its own', async ({ onTestFinished }) => {
  const simulator = await startSimulator('card-reader', { profile: 'crt571-3+5', stepMs: 0 })
  onTestFinished(() => simulator.stop())
  const { url } = await simulator.pty()
  const lines = createLineBook()
  const [three, five] = [3, 5].map((address) => {
    const link = { url, baud: 115_200 }
    const config = { id: `reader ${address}`, profile: 'crt571', link, address, timing: soonEnough } as const
    const reader = createSerialCardReader(config, { lines })
    onTestFinished(() => reader.stop())
    reader.start()
    return reader
  })
  if (!three || !five) throw new Error('two readers were made')
  await Promise.all([untilOnline(three), untilOnline(five)])
  const accepted = [three.accept({ timeoutMs: 5_000 }), five.accept({ timeoutMs: 5_000 })]
  const inserted = async (unit: number, card: string): Promise<void> => {
    if (!(await simulator.control.ask({ do: 'insert', unit, card }))) return inserted(unit, card)
  }
  await Promise.all([inserted(3, 'cpu'), inserted(5, 'cpuT1')])
  expect(await Promise.all(accepted)).toEqual([{ ok: true }, { ok: true }])
  const powered = await Promise.all([three.powerOn(), five.powerOn()])
  expect(powered.map((one) => one.ok && one.chip.protocol)).toEqual(['T=0', 'T=1'])
  expect(await three.eject()).toEqual({ ok: true })
  expect(five.status.media).toBe('present')
})
