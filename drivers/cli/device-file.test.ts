import { expect, it } from 'vitest'
import { readDeviceFile } from './device-file.ts'

it('reads devices with a bare url and with settings of the line', () => {
  const { devices, problems } = readDeviceFile(`
- id: printer
  kind: printer
  profile: epson
  link: { url: serial:/dev/ttyUSB0, baud: 115200 }
- { id: led, kind: counterDisplay, profile: text, link: "tcp://10.0.0.7:4001", address: 3 }
`)
  expect(problems).toEqual([])
  expect(devices).toEqual([
    { id: 'printer', kind: 'printer', profile: 'epson', link: { url: 'serial:/dev/ttyUSB0', baud: 115200 } },
    { id: 'led', kind: 'counterDisplay', profile: 'text', link: { url: 'tcp://10.0.0.7:4001' }, address: 3 },
  ])
})

it('reads JSON, and a mapping with devices, just so', () => {
  const led = { id: 'led', kind: 'counterDisplay', profile: 'text', link: { url: 'tcp://h:1' } }
  expect(readDeviceFile(JSON.stringify({ devices: [led] })).devices).toEqual([led])
})

const device = (fields: Record<string, unknown>) =>
  JSON.stringify({ id: 'a', kind: 'printer', profile: 'epson', link: 'tcp://h:1', ...fields })

it.each([
  ['syntax', '- {', 1, 'no YAML'],
  ['notAList', 'hello', 1, 'list of devices'],
  ['notADevice', '- 3', 1, 'mapping'],
  ['idMissing', `- ${device({ id: '' })}`, 1, 'needs an id'],
  ['idTwice', `- ${device({})}\n- ${device({})}`, 2, 'Two devices are called a'],
  ['kindUnknown', '- id: a\n  kind: toaster', 2, 'no kind "toaster"'],
  ['profileUnknown', '- id: a\n  kind: printer\n  profile: dot', 3, 'no profile "dot"; it has epson'],
  ['linkMissing', '- id: a\n  kind: printer\n  profile: epson', 1, 'needs a link'],
  ['fieldMissing', `- ${device({ kind: 'ratingPad', profile: 'keypad' })}`, 1, 'needs keys'],
  ['linkInvalid', `- ${device({ link: 'usb:1' })}`, 1, 'expected serial:<path> or tcp://'],
  ['linkInvalid', `- ${device({ link: { url: 'tcp://h:1', baudrate: 1 } })}`, 1, 'a link has no "baudrate"'],
  [
    'linkInvalid',
    `- ${device({ link: { url: 'tcp://h:1', parity: 'mark' } })}`,
    1,
    'parity of a link is one of',
  ],
] as const)('says what is wrong and where: %s', (code, text, line, words) => {
  const { problems } = readDeviceFile(text)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ code, line })
  expect(problems[0]?.sentence).toContain(words)
})

it('keeps the good devices of a file with a bad one', () => {
  const { devices, problems } = readDeviceFile(`- ${device({})}\n- ${device({ id: 'b', kind: 'toaster' })}`)
  expect(devices.map(({ id }) => id)).toEqual(['a'])
  expect(problems.map(({ line }) => line)).toEqual([2])
})
