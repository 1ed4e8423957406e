import { expect, onTestFinished, test } from 'vitest'
import { aCashAcceptor } from '../../../test/a-cash-acceptor.ts'

test('is asked once a second while it takes nothing, but at once when somebody wants to know', async () => {
  const { acceptor, simulator } = await aCashAcceptor((end) => onTestFinished(end), 'id003', { timing: {} })
  const asked = async () => ((await simulator.control.ask({ get: 'line' })) as { bytesIn: number }).bytesIn
  await acceptor.selfTest()
  const began = performance.now()
  const before = await asked()
  expect(await acceptor.selfTest()).toMatchObject({ ok: true })
  expect(await acceptor.selfTest()).toMatchObject({ ok: true })
  expect(await asked()).toBeGreaterThan(before)
  expect(performance.now() - began).toBeLessThan(900)
})
