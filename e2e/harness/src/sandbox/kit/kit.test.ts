import { expect, onTestFinished, test } from 'vitest'
import { FaultScript, askControl, startControl } from './index.ts'

test('a scripted fault happens at its place, as often as it was scripted and no more', () => {
  const script = new FaultScript(['query', 'close'], ['dropRequest', 'dropResponse'])
  script.add([
    { at: 'query', does: 'dropRequest', times: 2, after: 1 },
    { at: 'close', does: 'dropResponse', times: 1, ms: 5 },
  ])
  expect([1, 2, 3, 4].map(() => script.take('query')?.does ?? null)).toEqual([
    null,
    'dropRequest',
    'dropRequest',
    null,
  ])
  expect(script.take('close')).toEqual({ does: 'dropResponse', ms: 5 })
  expect(Object.fromEntries(script.used)).toEqual({ 'query dropRequest': 2, 'close dropResponse': 1 })
})

test('a fault that the sandbox does not know is refused, also over the control port', async () => {
  const script = new FaultScript(['query'], ['dropRequest'])
  const control = await startControl({ pay: ({ no }: { no: string }) => `paid ${no}` }, script)
  onTestFinished(() => control.close())
  expect(await askControl(control.port, 'pay', { no: 'A1' })).toBe('paid A1')
  await askControl(control.port, 'faults', [{ at: 'query', does: 'dropRequest', times: 1 }])
  expect(script.take('query')?.does).toBe('dropRequest')
  await expect(askControl(control.port, 'faults', [{ at: 'qery', does: 'x', times: 1 }])).rejects.toThrow(
    'qery',
  )
  await expect(askControl(control.port, 'toString')).rejects.toThrow('no such action')
})
