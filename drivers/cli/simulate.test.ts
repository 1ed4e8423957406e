import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRatingPad } from '../src/device/rating-pad/rating-pad.ts'
import { cleanup } from '../test/cleanup.ts'
import { runCommand, startCommand } from '../test/command.ts'
import { untilOnline, untilStatus } from '../test/until.ts'

const onEnd = cleanup()

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'service-hall-cli-'))
  onEnd(async () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('plays a device on a pseudo-terminal, obeys what is typed, and takes the terminal away at the end', async () => {
  const path = join(aFolder(), 'pad')
  const simulator = startCommand('simulate', 'ratingPad', '--link', `pty:${path}`)
  onEnd(async () => void (await simulator.stop()))
  await simulator.line((line) => line.includes(`"pty":"${path}"`))
  const pad = createRatingPad(
    { id: 'pad', profile: 'own', link: { url: `serial:${path}` } },
    { backOffMs: [20, 50] },
  )
  onEnd(() => pad.stop())
  pad.start()
  await untilOnline(pad)
  await simulator.line((line) => line.includes('→ device  5aa5'))

  simulator.type('fault silence')
  await simulator.line((line) => line.includes('{"fault":"silence"}'))
  expect(await pad.selfTest()).toMatchObject({ ok: false, error: { code: 'noAnswer' } })
  simulator.type('cure')
  await untilOnline(pad)
  simulator.type('fault unplug')
  await untilStatus(pad, ({ device }) => device !== 'online')
  simulator.type('cure')
  await untilOnline(pad)

  simulator.type('{"press":5}')
  await simulator.line((line) => line.includes('no invitation is open'))
  simulator.type('nonsense')
  await simulator.line((line) => line.includes('try: help'))
  await pad.stop()
  expect(await simulator.stop('SIGINT')).toMatchObject({ code: 0, errors: '' })
  expect(existsSync(path)).toBe(false)
})

test.each(['file', 'folder', 'link'])(
  'leaves a %s alone that is where the terminal should be',
  async (what) => {
    const folder = aFolder()
    const [path, mine] = [join(folder, 'line'), join(folder, 'mine')]
    writeFileSync(mine, 'mine')
    if (what === 'file') writeFileSync(path, 'mine')
    else if (what === 'folder') mkdirSync(path)
    else symlinkSync(mine, path)
    const { code, output, errors } = await runCommand('simulate', 'printer', '--link', `pty:${path}`)
    expect(errors).toBe(
      `There is something at ${path} already; take it away, or name another place for the terminal.`,
    )
    expect({ code, output }).toEqual({ code: 2, output: '' })
    expect(existsSync(path)).toBe(true)
    expect(readFileSync(what === 'folder' ? mine : path, 'utf8')).toBe('mine')
  },
)

test('takes the place of a name left by one that was killed, and leaves what has come there meanwhile', async () => {
  const path = join(aFolder(), 'line')
  symlinkSync('/dev/pts/99999', path)
  const simulator = startCommand('simulate', 'printer', '--link', `pty:${path}`)
  await simulator.line((line) => line.includes(`"pty":"${path}"`))
  expect(readlinkSync(path)).toMatch(/^\/dev\/pts\/\d+$/)
  rmSync(path)
  writeFileSync(path, 'mine')
  expect(await simulator.stop()).toMatchObject({ code: 0, errors: '' })
  expect(readFileSync(path, 'utf8')).toBe('mine')
})

test('says that there is no folder for the terminal', async () => {
  const { code, output, errors } = await runCommand(
    'simulate',
    'printer',
    '--link',
    'pty:/no/such/folder/line',
  )
  expect(errors).toBe('There is no folder /no/such/folder for the terminal /no/such/folder/line.')
  expect({ code, output }).toEqual({ code: 2, output: '' })
})

test('says that socat is missing', async () => {
  const path = process.env['PATH']
  process.env['PATH'] = '/nowhere'
  const simulator = startCommand('simulate', 'printer', '--link', `pty:${join(aFolder(), 'line')}`)
  process.env['PATH'] = path
  const { code, output, errors } = await simulator.ended
  expect(errors).toMatch(/^A pseudo-terminal needs socat: .*ENOENT\.$/)
  expect({ code, output }).toEqual({ code: 2, output: '' })
})

test('plays a script of timed faults and requests, after the faults it starts with', async () => {
  const script = join(aFolder(), 'script.yaml')
  writeFileSync(
    script,
    '- { at: 60ms, cure: true }\n- { at: 0.02s, fault: paperOut, line: 2 }\n- { at: 90ms, ask: { get: line } }\n',
  )
  const simulator = startCommand('simulate', 'printer', '--fault', 'late,ms=5,times=2', '--script', script)
  await simulator.line((line) => line.includes('{"get":"line"}'))
  simulator.type('quit')
  const { code, output } = await simulator.ended
  expect(code).toBe(0)
  expect(
    output
      .split('\n')
      .slice(1)
      .map((line) => line.trim().replace(/^\S+\s+/, '')),
  ).toEqual([
    '{"fault":"paperOut","line":2}',
    '{"fault":null}',
    '{"get":"line"} = {"bytesIn":0,"bytesOut":0,"connections":0}',
  ])
})

test.each([
  [['toaster'], 'no simulator of "toaster"'],
  [['printer', '--link', 'usb:1'], '--link wants pty:/path or tcp:port'],
  [['printer', '--fault', 'bogus'], 'unknown fault "bogus"'],
  [['printer', '--fault', 'late,500'], 'key=value'],
  [['printer', '--script', '/does/not/exist'], 'no such file'],
])('refuses %j in a sentence', async (args, words) => {
  const { code, errors } = await runCommand('simulate', ...args)
  expect(errors).toContain(words)
  expect(errors).not.toContain('    at ')
  expect(code).toBe(2)
})

test('explains itself', async () => {
  const { code, output } = await runCommand('simulate', '--help')
  expect(code).toBe(0)
  expect(output).toContain('--script FILE')
})

test.each([
  ['printer', '{"take":"paper"}', 'cutterJam'],
  ['ratingPad', '{"press":5}', '{"late":2}'],
  ['counterDisplay', '{"get":"shown"}'],
  ['ledBar', '{"wait":"shown"}'],
  ['callPad', '{"press":1}', 'bounce'],
  ['indicator', '{"get":"shown"}', 'refuse'],
  ['idReader', '{"remove":true}'],
  ['cardReader', '{"do":"insert","card":"meter"}', 'captureFull'],
  ['cardTerminal', '{"do":"insert","card":"debit"}', 'tamper'],
  ['cashAcceptor', '{"feed":2000}', 'boxFull'],
  ['codeScanner', '{"flash":"…"}'],
  ['bus', 'pad@1,pad@2,coils@5,bar@9'],
  ['pcsc-card', '--vpcd'],
])('names the requests and faults of %s', async (kind, ...words) => {
  const { code, output } = await runCommand('simulate', kind, '--help')
  for (const word of words) expect(output).toContain(word)
  expect(code).toBe(0)
})

test('plays several devices on one line', async () => {
  const simulator = startCommand('simulate', 'bus')
  await simulator.line((line) => line.includes('"listening"'))
  simulator.type('{"press":1,"address":2}')
  simulator.type('{"get":"state","address":2}')
  expect(await simulator.line((line) => line.includes('{"get":"state","address":2}'))).toContain('"unseen":1')
  expect(await simulator.stop()).toMatchObject({ code: 0, errors: '' })
})

test('says in a sentence that there is no virtual reader to put a card in', async () => {
  const { code, errors } = await runCommand('simulate', 'pcsc-card', '--vpcd', '127.0.0.1:9')
  expect(errors).toContain('ECONNREFUSED')
  expect(errors).not.toContain('    at ')
  expect(code).toBe(2)
})
