import { expect, test } from 'vitest'
import { PASSWORD, PIN, aHallFile } from '../../test/index.ts'
import type { HallFileOptions } from '../../test/index.ts'
import { HallConfig } from './hall-config.ts'
import { crossCheck } from './cross-check.ts'
import { HallFile, publicConfig } from './hall-file.ts'

type Change = NonNullable<HallFileOptions['change']>

function problems(change: Change) {
  return crossCheck(aHallFile({ change }))
}
function paths(change: Change): string[] {
  return problems(change).map(({ path }) => path)
}
function shapeProblems(change: (file: Record<string, never>) => unknown): string[] {
  const file = structuredClone(aHallFile()) as unknown as Record<string, never>
  change(file)
  const parsed = HallFile.safeParse(file)
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'))
}

test('a sound file has no problems', () => {
  expect(problems(() => undefined)).toEqual([])
})

test.each<[string, Change, string]>([
  ['a service', (file) => (file.services[0]!.group = 'nowhere'), 'services.0.group'],
  ['a counter', (file) => (file.counters[1]!.zone = 'nowhere'), 'counters.1.zone'],
  ['a skill', (file) => file.counters[0]!.skills.push('nothing'), 'counters.0.skills.2'],
  ['a station', (file) => (file.stations[0]!.zone = 'nowhere'), 'stations.0.zone'],
  ['a device', (file) => (file.devices[0]!.station = 'K9'), 'devices.0.station'],
  ['a pad', (file) => Object.assign(file.devices.at(-1)!, { counter: 'C9' }), 'devices.4.counter'],
  ['a code', (file) => (file.preApproved![0]!.station = 'K9'), 'preApproved.0.station'],
])('%s that points at something missing is found at its path', (_name, change, path) => {
  expect(paths(change)).toEqual([path])
})

test('what was expected is said, with what there is', () => {
  const [problem] = problems((file) => (file.services[0]!.group = 'nowhere'))
  expect(problem!.expected).toBe('one of groups (fee, supply, help), not "nowhere"')
})

test.each<[string, Change, string]>([
  ['zone', (file) => file.zones.push(file.zones[0]!), 'zones.1.id'],
  ['group', (file) => file.groups.push({ ...file.groups[0]!, prefix: 'Z' }), 'groups.3.id'],
  ['prefix', (file) => file.groups.push({ ...file.groups[0]!, id: 'other' }), 'groups.3.prefix'],
  ['service', (file) => file.services.push(file.services[0]!), 'services.4.id'],
  ['counter', (file) => file.counters.push({ ...file.counters[0]!, number: '9' }), 'counters.3.id'],
  ['counter number', (file) => file.counters.push({ ...file.counters[0]!, id: 'C9' }), 'counters.3.number'],
  ['station', (file) => file.stations.push(file.stations[0]!), 'stations.4.id'],
  ['device', (file) => file.devices.push(file.devices[0]!), 'devices.5.id'],
  ['class', (file) => file.priorityClasses.push(file.priorityClasses[0]!), 'priorityClasses.3.id'],
  ['staff', (file) => file.staff.push({ ...file.staff[0]!, number: '7777' }), 'staff.5.id'],
  ['staff number', (file) => file.staff.push({ ...file.staff[0]!, id: 'S7' }), 'staff.5.number'],
  ['park reason', (file) => file.parkReasons.push(file.parkReasons[0]!), 'parkReasons.1.id'],
  ['pause reason', (file) => file.pauseReasons.push(file.pauseReasons[0]!), 'pauseReasons.1.id'],
  ['void reason', (file) => file.voidReasons.push(file.voidReasons[0]!), 'voidReasons.1.id'],
  ['code', (file) => file.preApproved!.push(file.preApproved![0]!), 'preApproved.4.code'],
])('a %s that stands twice is found', (_name, change, path) => {
  expect(paths(change)).toEqual([path])
})

test('a problem with a code does not give the code away', () => {
  const [problem] = problems((file) => file.preApproved!.push(file.preApproved![0]!))
  expect(problem!.expected).toBe('a code of its own, not that of preApproved.0')
})

/** Two counter displays on one line of D1. */
function twoDisplays(addresses: [number, number]): Change {
  return (file) => {
    for (const [index, address] of addresses.entries())
      file.devices.push({
        kind: 'counterDisplay',
        id: `C${index + 1}-led`,
        name: { zh: '屏', en: 'Display' },
        profile: 'text',
        station: 'D1',
        counter: `C${index + 1}`,
        address,
        link: { url: 'serial:/dev/led' },
      })
  }
}

/** Devices of a bus and others, on one line of D1 unless they say otherwise. */
function onOneLine(...rows: object[]): Change {
  return (file) => {
    for (const [index, row] of rows.entries()) {
      const common = { id: `X${index}`, name: { zh: '设备', en: 'Device' }, station: 'D1' }
      file.devices.push({ ...common, link: { url: 'serial:/dev/bus' }, ...row } as never)
    }
  }
}
const bar = { kind: 'ledBar', profile: 'own' }
const callPad = { kind: 'callPad', profile: 'own', counter: 'C1' }
const keypad = { kind: 'ratingPad', profile: 'keypad', counter: 'C3' }

test.each<[string, Change, string[]]>([
  [
    'one line written in two ways',
    onOneLine(
      { kind: 'cardReader', profile: 'crt310', link: { url: 'tcp://localhost:9999' } },
      { ...bar, link: { url: 'tcp://127.0.0.1:9999' } },
    ),
    ['devices.6.link.url'],
  ],
  [
    'a shared line written in two ways',
    onOneLine(bar, { ...callPad, address: 7, link: { url: 'serial:/dev/./bus' } }),
    [],
  ],
  [
    'one address of the network driven by two stations',
    onOneLine(
      { ...bar, link: { url: 'tcp://bar.hall:9999' } },
      { ...bar, station: 'K1', link: { url: 'tcp://Bar.hall:9999' } },
    ),
    ['devices.6.link.url'],
  ],
  [
    'an address of the own machine on two stations',
    onOneLine(
      { ...bar, link: { url: 'tcp://localhost:9999' } },
      { ...bar, station: 'K1', link: { url: 'tcp://localhost:9999' } },
    ),
    [],
  ],
  ['a bar and a call pad of different addresses', onOneLine(bar, { ...callPad, address: 7 }), []],
  ['a bar and a call pad of one address', onOneLine(bar, callPad), ['devices.6.link.url']],
  [
    'two speeds on one line',
    onOneLine(bar, { ...callPad, address: 7, link: { url: 'serial:/dev/bus', baud: 19_200 } }),
    ['devices.6.link'],
  ],
  [
    'coins and bills on a ccTalk line',
    onOneLine(
      { kind: 'cashAcceptor', profile: 'cctalkCoin' },
      { kind: 'cashAcceptor', profile: 'cctalkBill' },
    ),
    [],
  ],
  [
    'card readers of different addresses on a line',
    onOneLine(
      { kind: 'cardReader', profile: 'crt571' },
      { kind: 'cardReader', profile: 'crt571', address: 1 },
    ),
    [],
  ],
  [
    'card readers of one address on a line',
    onOneLine(
      { kind: 'cardReader', profile: 'crt571' },
      { kind: 'cardReader', profile: 'crt571', address: 0 },
    ),
    ['devices.6.link.url'],
  ],
  [
    'card readers that cannot share on a line',
    onOneLine(
      { kind: 'cardReader', profile: 'sankyo' },
      { kind: 'cardReader', profile: 'crt571', address: 1 },
    ),
    ['devices.6.link.url'],
  ],
  [
    'coins on the line of a display',
    onOneLine(bar, { kind: 'cashAcceptor', profile: 'cctalkCoin' }),
    ['devices.6.link.url'],
  ],
  [
    'two readers of ID cards at a kiosk',
    onOneLine(
      { kind: 'idReader', profile: 'sdtSam', station: 'K1' },
      { kind: 'idReader', profile: 'sdtSam', station: 'K1', link: { url: 'serial:/dev/other' } },
    ),
    ['devices.6.station'],
  ],
  ['two call pads at a counter', onOneLine(callPad, { ...callPad, address: 2 }), ['devices.6.counter']],
  [
    'a one-byte call pad on a line with others',
    onOneLine(bar, { ...callPad, profile: 'keypad', address: 7 }),
    ['devices.6.link.url'],
  ],
  [
    'a light for a counter that is not there',
    onOneLine({ kind: 'indicator', profile: 'stackLight', lights: [{ counter: 'C9', green: 1 }] }),
    ['devices.5.lights.0.counter'],
  ],
  [
    'a card reader of the system on a serial line',
    onOneLine({ kind: 'cardReader', profile: 'pcsc' }),
    ['devices.5.link.url'],
  ],
  [
    'a card reader of the system by its name',
    onOneLine({ kind: 'cardReader', profile: 'pcsc', link: { url: 'pcsc:ACS' } }),
    [],
  ],
  [
    'a keypad that says nothing of its keys',
    (file) => Object.assign(file.devices[4]!, keypad),
    ['devices.4.keys'],
  ],
  [
    'a keypad with its keys',
    (file) => Object.assign(file.devices[4]!, { ...keypad, keys: [{ byte: 0x31, level: 5 }] }),
    [],
  ],
  [
    'a right to a class that is not there',
    (file) => (file.identification = { classes: [{ class: 'senior', minAge: 70 }] }),
    ['identification.classes.0.class'],
  ],
])('of %s the file is told what is wrong, if anything is', (_name, change, expected) => {
  expect(paths(change)).toEqual(expected)
})

test.each<[string, Change, string[]]>([
  [
    'two rating pads at a counter',
    (file) => Object.assign(file.devices[3]!, { counter: 'C1' }),
    ['devices.3.counter'],
  ],
  [
    'two printers at a kiosk',
    (file) => Object.assign(file.devices[1]!, { station: 'K1' }),
    ['devices.1.station'],
  ],
  [
    'two devices of a station on one line',
    (file) => (file.devices[3]!.link = file.devices[2]!.link),
    ['devices.3.link.url'],
  ],
  ['two displays of one address on one line', twoDisplays([1, 1]), ['devices.6.link.url']],
  ['displays of different addresses on one line', twoDisplays([1, 2]), []],
  [
    'the same address on lines of different stations',
    (file) => (file.devices[1]!.link = file.devices[0]!.link),
    [],
  ],
  [
    'a service that nobody offers',
    (file) => file.counters.forEach((counter) => (counter.skills = ['pay', 'invoice', 'connect'])),
    ['services.3'],
  ],
  ['a hall without an administrator', (file) => file.staff.pop(), ['staff']],
])('%s: what cannot work is found', (_name, change, path) => {
  expect(paths(change)).toEqual(path)
})

test('opening hours must begin before they end', () => {
  expect(
    paths((file) => (file.services[2]!.openingHours = [{ days: ['mon'], from: '12:00', to: '12:00' }])),
  ).toEqual(['services.2.openingHours.0'])
})

test('a device cannot be driven by a call display', () => {
  expect(paths((file) => (file.devices[0]!.station = 'V1'))).toEqual(['devices.0.station'])
})

test.each<[string, (file: Record<string, never>) => unknown, string]>([
  [
    'a time zone nobody knows',
    (file) => Object.assign(file['hall']!, { timeZone: 'Asia/Atlantis' }),
    'hall.timeZone',
  ],
  ['a colour by name', (file) => Object.assign(file, { theme: { brand: 'green' } }), 'theme.brand'],
  ['a PIN with letters', (file) => Object.assign(file, { maintenancePin: 'secret' }), 'maintenancePin'],
  ['a word that is no setting', (file) => Object.assign(file, { counterz: [] }), ''],
  [
    'a missing English name',
    (file) => Object.assign(file['zones']![0], { name: { zh: '区' } }),
    'zones.0.name.en',
  ],
  [
    'a link to nowhere',
    (file) => Object.assign(file['devices']![0], { link: { url: 'usb' } }),
    'devices.0.link.url',
  ],
  [
    'an hour that does not exist',
    (file) =>
      Object.assign(file['services']![0], { openingHours: [{ days: ['mon'], from: '08:00', to: '25:00' }] }),
    'services.0.openingHours.0.to',
  ],
])('%s is not accepted', (_name, change, path) => {
  expect(shapeProblems(change)).toEqual([path])
})

test('what may stand in a fact holds no name, password, PIN or code', () => {
  const file = aHallFile()
  const config = publicConfig(file)
  expect(HallConfig.parse(config)).toEqual(config)
  const text = JSON.stringify(config)
  for (const secret of [
    PASSWORD,
    PIN,
    ...file.staff.map(({ name }) => name),
    ...file.preApproved.map(({ code }) => code),
  ])
    expect(text).not.toContain(secret)
})

test('a file cannot say that a row of it is retired: that is the server’s to say', () => {
  const file = aHallFile()
  file.services[1]!.retired = true
  expect(crossCheck(file)).toEqual([
    { path: 'services.1.retired', expected: 'no retired here: leave the row out' },
  ])
})
