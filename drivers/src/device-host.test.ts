import { expect, test } from 'vitest'
import { cleanup } from '../test/cleanup.ts'
import { startSimulator } from '../test/simulator.ts'
import { untilOnline } from '../test/until.ts'
import { startDevices } from './device-host.ts'
import { ticketPaper } from './paper/ticket.ts'

const onEnd = cleanup()

test('keeps good devices at work beside broken ones and listeners that throw', async () => {
  const [printer, pad, display] = await Promise.all([
    startSimulator('printer'),
    startSimulator('rating-pad'),
    startSimulator('counter-display'),
  ])
  for (const simulator of [printer, pad, display]) onEnd(() => simulator.stop())
  const bugs: unknown[] = []
  const statuses = new Map<string, string>()
  const host = startDevices(
    [
      { id: 'printer', kind: 'printer', profile: 'epson', link: { url: printer.url } },
      { id: 'pad', kind: 'ratingPad', profile: 'own', link: { url: pad.url } },
      { id: 'led', kind: 'counterDisplay', profile: 'text', link: { url: display.url } },
      { id: 'wrong', kind: 'printer', profile: 'epson', link: { url: 'usb:1' } },
      { id: 'absent', kind: 'ratingPad', profile: 'own', link: { url: 'serial:/dev/does-not-exist' } },
    ],
    {
      reportBug: (error) => bugs.push(error),
      onStatus(id, status) {
        statuses.set(id, `${status.device} ${status.error?.code ?? ''}`)
        throw new Error('a listener of the host is broken')
      },
    },
  )
  onEnd(() => host.stop())
  for (const id of ['printer', 'pad', 'led']) await untilOnline(host.devices.get(id)!)
  await expect.poll(() => statuses.get('wrong')).toBe('offline misconfigured')
  await expect.poll(() => statuses.get('absent')).toBe('noDevice lineLost')
  expect(bugs.length).toBeGreaterThan(0)

  const document = ticketPaper({
    width: 80,
    hall: { zh: '营业厅', en: 'Hall' },
    service: { zh: '缴费', en: 'Payment' },
    number: 'A001',
    ahead: 0,
    time: '10:15',
  })
  expect(await host.device('printer', 'printer')!.print(document, { jobId: '1' })).toMatchObject({
    outcome: 'printed',
  })
  expect(host.device('ratingPad', 'printer')).toBeUndefined()
  await host.stop()
  expect(statuses.get('printer')).toBe('offline stopped')
})

test('refuses two devices of one name', () => {
  const config = {
    id: 'a',
    kind: 'counterDisplay',
    profile: 'text',
    link: { url: 'tcp://127.0.0.1:1' },
  } as const
  expect(() => startDevices([config, config])).toThrow('two devices are called a')
})
