import { expect, test } from 'vitest'
import { readDeviceFile } from './device-file.ts'

test('reads devices with a bare url and with settings of the line', () => {
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

test('reads JSON, and a mapping with devices, just so', () => {
  const led = { id: 'led', kind: 'counterDisplay', profile: 'text', link: { url: 'tcp://h:1' } }
  expect(readDeviceFile(JSON.stringify({ devices: [led] })).devices).toEqual([led])
})

const device = (fields: Record<string, unknown>) =>
  JSON.stringify({ id: 'a', kind: 'printer', profile: 'epson', link: 'tcp://h:1', ...fields })

test.each([
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
  [
    'fieldUnknown',
    '- id: a\n  kind: printer\n  profile: epson\n  adress: 3',
    4,
    'has no adress; it has id, kind',
  ],
  ['fieldUnknown', `- ${device({ kind: 'cardReader', profile: 'crt310', reader: 'x' })}`, 1, 'has no reader'],
  [
    'fieldInvalid',
    `- ${device({ roll: 5 })}`,
    1,
    'a: roll is a mapping of rollMm (a number above 0), nearEndMm',
  ],
  ['linkInvalid', `- ${device({ link: { url: 'tcp://h:1', toString: 1 } })}`, 1, 'a link has no "toString"'],
  ['fieldInvalid', `- ${device({ roll: { rollMm: 1, constructor: 1 } })}`, 1, 'a: roll is a mapping of'],
  ['fieldInvalid', `- ${device({ roll: {} })}`, 1, 'with rollMm, not {}'],
  ['fieldInvalid', `- ${device({ timing: 'x' })}`, 1, 'timing is a mapping of answerMs'],
  ['fieldInvalid', `- ${device({ timing: { polMs: 1 } })}`, 1, 'timing is a mapping of answerMs'],
  [
    'fieldInvalid',
    `- ${device({ kind: 'indicator', profile: 'stackLight', lights: { c1: 7 } })}`,
    1,
    'lights is a table of lights',
  ],
  [
    'fieldInvalid',
    `- ${device({ kind: 'ratingPad', profile: 'keypad', keys: 5 })}`,
    1,
    'a table of bytes and levels',
  ],
  [
    'fieldInvalid',
    `- ${device({ kind: 'callPad', profile: 'keypad', keys: { 49: 'nxt' } })}`,
    1,
    'bytes and keys',
  ],
  [
    'fieldInvalid',
    `- ${device({ kind: 'counterDisplay', profile: 'text', address: 70_000 })}`,
    1,
    'address is a whole number from 0 to 255, not 70000.',
  ],
] as const)('says what is wrong and where: %s', (code, text, line, words) => {
  const { problems } = readDeviceFile(text)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ code, line })
  expect(problems[0]?.sentence).toContain(words)
})

test('keeps the good devices of a file with a bad one', () => {
  const { devices, problems } = readDeviceFile(`- ${device({})}\n- ${device({ id: 'b', kind: 'toaster' })}`)
  expect(devices.map(({ id }) => id)).toEqual(['a'])
  expect(problems.map(({ line }) => line)).toEqual([2])
})

test('takes what a kind knows besides', () => {
  const given = [
    { roll: { rollMm: 80_000, nearEndMm: 4_000 }, presenter: { presenterBits: { present: 4, jammed: 8 } } },
    { kind: 'ratingPad', profile: 'keypad', keys: { '0x31': 5, 50: 4 }, guardMs: 0 },
    { kind: 'ratingPad', profile: 'jtt905', maker: 7, levels: { 1: 5 } },
    { kind: 'callPad', profile: 'keypad', address: 3, keys: { '0x31': 'next' } },
    { kind: 'indicator', profile: 'modbusCoils', lights: { counter1: { red: 1, green: 2 } } },
    { kind: 'cardReader', profile: 'crt571', address: 3, whenLeftBehind: 'capture', timing: { ackMs: 500 } },
    { kind: 'cardReader', profile: 'pcsc', reader: 'ACS' },
    { kind: 'cashAcceptor', profile: 'cctalkBill', check: 'crc16', timing: { escrowMs: 5_000 } },
    { kind: 'codeScanner', profile: 'line', suffix: 'tab', aimPrefix: true },
  ]
  const { devices, problems } = readDeviceFile(
    `[${given.map((fields, index) => device({ id: `d${index}`, ...fields })).join(',')}]`,
  )
  expect(problems).toEqual([])
  expect(devices).toMatchObject(given)
})

test("reads the devices of a hall's own file", () => {
  const hall = `
devices:
- { id: p, kind: printer, profile: epson, paperWidth: 80, station: K1, name: { zh: 打印机 }, link: { url: "tcp://h:1" } }
- { id: r, kind: ratingPad, profile: servicehall, station: D1, counter: C1, link: { url: "tcp://h:2" } }
- { id: k, kind: ratingPad, profile: keypad, station: D1, keys: [{ byte: 49, level: 5 }], link: { url: "tcp://h:3" } }
- { id: l, kind: indicator, profile: stackLight, station: D1, lights: [{ counter: C1, red: 1 }], link: { url: "tcp://h:4" } }
- { id: c, kind: cardReader, profile: pcsc, station: D1, link: { url: "pcsc:ACS" } }
`
  const { devices, problems } = readDeviceFile(hall)
  expect(problems).toEqual([])
  expect(devices).toEqual([
    { id: 'p', kind: 'printer', profile: 'epson', link: { url: 'tcp://h:1' } },
    { id: 'r', kind: 'ratingPad', profile: 'own', link: { url: 'tcp://h:2' } },
    { id: 'k', kind: 'ratingPad', profile: 'keypad', keys: { 49: 5 }, link: { url: 'tcp://h:3' } },
    {
      id: 'l',
      kind: 'indicator',
      profile: 'stackLight',
      lights: { C1: { red: 1 } },
      link: { url: 'tcp://h:4' },
    },
    { id: 'c', kind: 'cardReader', profile: 'pcsc', reader: 'ACS', link: { url: 'pcsc:ACS' } },
  ])
})
