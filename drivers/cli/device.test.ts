import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommand, startCommand } from '../test/command.ts'
import { startSimulator } from '../test/simulator.ts'
import type { RunningSimulator, SimulatorOptions } from '../test/simulator.ts'

/** Runs a simulator for the time of one test. */
async function beside(
  kind: string,
  options: SimulatorOptions,
  work: (simulator: RunningSimulator) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator(kind, options)
  try {
    await work(simulator)
  } finally {
    await simulator.stop()
  }
}

async function inFile(name: string, text: string, work: (path: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'service-hall-cli-'))
  try {
    const path = join(folder, name)
    writeFileSync(path, text)
    await work(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe.concurrent('npm run device', { timeout: 60_000 }, () => {
  test('lists the devices of a file: state, paper, what is wrong and what to do', () =>
    beside('printer', {}, async (printer) => {
      await printer.control.fault('paperOut')
      const file = `
- { id: slip, kind: printer, profile: epson, link: "${printer.url}" }
- { id: toast, kind: toaster, profile: own, link: "tcp://127.0.0.1:1" }
`
      await inFile('devices.yaml', file, async (path) => {
        const { code, output, errors } = await runCommand('device', 'list', '--devices', path)
        expect(output).toMatch(/^slip +printer epson +userError +paper out +paperOut – staff of the hall/)
        expect(errors).toContain(`${path}:3: toast: there is no kind "toaster"`)
        expect(code).toBe(1)
      })
    }))

  test('lists one object a line in JSON, and says when a file names no device', async () => {
    const devices = [
      '--device',
      'printer:epson@tcp://127.0.0.1:9',
      '--device',
      'ledBar:own@tcp://127.0.0.1:9',
    ]
    const { output } = await runCommand('device', 'list', '--json', ...devices)
    const lines = output.split('\n').map((line) => JSON.parse(line) as { id: string })
    expect(lines.map(({ id }) => id)).toEqual(['printer', 'ledBar-2'])
    await inFile('none.yaml', '[]', async (path) => {
      const { code, errors } = await runCommand('device', 'list', '--devices', path)
      expect(errors).toBe(`${path} names no device.`)
      expect(code).toBe(2)
    })
  })

  test('tests a device without a file, and tells in JSON', () =>
    beside('rating-pad', {}, async ({ url, control }) => {
      const well = await runCommand('device', 'test', '--device', `ratingPad:own@${url}`, '--json')
      expect(JSON.parse(well.output)).toMatchObject({
        device: 'ratingPad',
        ok: true,
        identity: 'SIM-PAD 1.0',
      })
      expect(well.code).toBe(0)
      await control.fault('silence')
      const ill = await runCommand('device', 'test', '--device', `ratingPad:own@${url}`, '--json')
      expect(JSON.parse(ill.output)).toMatchObject({
        ok: false,
        error: { code: 'noAnswer', action: 'clear' },
      })
      expect(ill.code).toBe(1)
    }))

  test('prints a document and tells the outcome with its evidence', () =>
    beside('printer', {}, async ({ url, control }) => {
      const document =
        'width: 80\nitems:\n- { type: text, text: 你好 }\n- { type: qr, data: abc }\n- { type: cut }\n'
      await inFile('paper.yaml', document, async (path) => {
        const { code, output } = await runCommand('device', 'print', path, '--device', `printer:epson@${url}`)
        expect(output).toBe('printer: printed (evidence: processId, on paper: whole)')
        expect(code).toBe(0)
      })
      expect((await control.papers())[0]).toMatchObject({ qr: ['abc'] })
    }))

  test('prints a text on narrow paper and sums up what the printer cannot show', () =>
    beside('printer', { profile: 'epson-58' }, async ({ url, control }) => {
      await inFile('odd.txt', `${'x'.repeat(40)}\n𠀀𠀁𠀂𠀃𠀄𠀅𠀆`.repeat(3), async (path) => {
        const device = ['--device', `printer:epson@${url}`]
        const { code, output } = await runCommand('device', 'print', path, ...device, '--width', '58')
        expect(output.split('\n')[1]).toBe(
          '  printed otherwise: 𠀀 as □, 𠀁 as □, 𠀂 as □, 𠀃 as □, 𠀄 as □ and 2 more',
        )
        expect(output.split('\n')).toHaveLength(2)
        expect(code).toBe(0)
      })
      expect((await control.papers())[0]?.text).toContain(`${'x'.repeat(32)}\n${'x'.repeat(8)}`)
    }))

  test.each([
    ['Ctrl-C', []],
    ['--for', ['--for', '2']],
  ])('stops a print by %s and tells what is on the paper', (how, options) =>
    beside('printer', { stepMs: 400 }, async ({ url, control }) => {
      await inFile('long.txt', 'a line\n'.repeat(2_000), async (path) => {
        const printing = startCommand('device', 'print', path, '--device', `printer:epson@${url}`, ...options)
        if (how === 'Ctrl-C') {
          const bytesIn = async () => ((await control.ask({ get: 'line' })) as { bytesIn: number }).bytesIn
          await expect.poll(bytesIn, { timeout: 45_000 }).toBeGreaterThan(3_000)
          void printing.stop()
        }
        const { code, output } = await printing.ended
        expect(output).toMatch(/^printer: notPrinted \(evidence: none, on paper: atMostPart\): broken off$/)
        expect(code).toBe(1)
      })
    }),
  )

  test.each([
    ['bad.yaml', 'width: 80\nitems:\n- { type: text', 'bad.yaml:3: this is no YAML: '],
    ['bad.json', '{"items": [}', 'bad.json:1: this is no YAML: '],
    ['bad.yaml', 'width: 70\nitems: []', 'width must be 58 or 80'],
    ['bad.yaml', 'items: 5', 'items'],
    ['bad.yaml', 'just a text', 'a document has "width" (58 or 80) and "items"'],
    ['bad.yaml', 'items: [{ type: qr, data: x, module: 20 }]', 'item 1 (qr): module must be'],
    ['bad.yaml', 'items: [{ type: text, txt: x }]', 'item 1 (text)'],
  ])('refuses to print %s of %j', (name, text, words) =>
    inFile(name, text, async (path) => {
      const { code, errors } = await runCommand(
        'device',
        'print',
        path,
        '--device',
        'printer:epson@tcp://h:1',
      )
      expect(errors).toContain(words)
      expect(errors).not.toContain('    at ')
      expect(code).toBe(2)
    }),
  )

  test('reads an identity card and shows the person masked only', () =>
    beside('id-reader', {}, async ({ url, control }) => {
      const reading = startCommand('device', 'read-card', '--device', `idReader:sdtSam@${url}`, '--json')
      // A card that lies there already may be the one of whoever came before, and is not told.
      await reading.line((line) => line === 'Lay the card on the reader.')
      await expect.poll(async () => (await control.state())['finds'], { timeout: 45_000 }).toBeGreaterThan(0)
      await control.ask({ insert: { name: '张测试', birth: '19900307' } })
      const { code, output } = await reading.ended
      const { person } = JSON.parse(output) as { person: { masked: { name: string; idNumber: string } } }
      expect(person.masked.name).toContain('*')
      expect(person.masked.idNumber).toContain('*')
      expect(output).not.toContain('张测试')
      expect(output).not.toContain('19900307')
      expect(code).toBe(0)
    }))

  test('reads a meter card and shows of its numbers the last digits only', () =>
    beside('card-reader', { profile: 'crt310' }, async ({ url, control }) => {
      const reading = startCommand('device', 'read-card', '--device', `cardReader:crt310@${url}`, '--json')
      await expect.poll(() => control.state(), { timeout: 45_000 }).toMatchObject({ entryOpen: true })
      await control.ask({ do: 'insert', card: 'meter' })
      const { code, output } = await reading.ended
      expect(JSON.parse(output)).toMatchObject({ ok: true, atr: expect.stringMatching(/^3b/) as string })
      expect(output).toMatch(/"meterNo":"\*+\d{4}"/)
      expect(code).toBe(0)
      expect(await control.state()).toMatchObject({ place: 'gate' })
    }))

  test('asks for a rating', () =>
    beside('rating-pad', {}, async ({ url, control }) => {
      const asking = startCommand('device', 'ask-rating', '--device', `ratingPad:own@${url}`)
      await control.waitInvitation()
      await control.press(4)
      expect(await asking.ended).toMatchObject({ code: 0, output: 'ratingPad: level 4 of 5' })
    }))

  test('shows a text', () =>
    beside('counter-display', {}, async ({ url, control }) => {
      const { code } = await runCommand(
        'device',
        'show',
        'counterDisplay',
        'A012',
        '--device',
        `counterDisplay:text@${url}`,
      )
      expect(code).toBe(0)
      expect(await control.shown()).toMatchObject({ text: 'A012' })
    }))

  test('scans a code', () =>
    beside('code-scanner', { profile: 'newland' }, async ({ url, control }) => {
      await control.ask({ show: 'A-0012' })
      const { code, output } = await runCommand('device', 'scan', '--device', `codeScanner:newland@${url}`)
      expect(output).toContain('codeScanner: ')
      expect(code).toBe(0)
    }))

  test.each([
    [[], '20.00 yuan returned'],
    [['--stack'], '20.00 yuan credited'],
  ])('takes one note into escrow and tells what became of it, with %j', (options, words) =>
    beside('cash-acceptor', { profile: 'id003' }, async ({ url, control }) => {
      const device = `cashAcceptor:id003@${url}`
      const taking = startCommand('device', 'cash', '--device', device, ...options)
      await taking.line((line) => line === 'Put a note in.')
      await expect
        .poll(() => control.ask({ feed: 2_000 }).catch(() => 'shut'), { timeout: 45_000 })
        .toBeNull()
      const { code, output } = await taking.ended
      expect(output).toBe(`cashAcceptor: ${words}`)
      expect(code).toBe(0)
    }),
  )

  test('watches until Ctrl-C and ends cleanly', () =>
    beside('printer', {}, async ({ url, control }) => {
      const watching = startCommand('device', 'watch', '--device', `printer:epson@${url}`)
      await watching.line((line) => line.includes('"online"'))
      await control.fault('paperOut')
      await watching.line(
        (line) => line.includes('fact') && line.includes('faultBegan') && line.includes('paperOut'),
      )
      await control.fault(null)
      await watching.line((line) => line.includes('faultCured'))
      const { code, output, errors } = await watching.stop('SIGINT')
      expect({ code, errors }).toEqual({ code: 0, errors: '' })
      expect(output).not.toContain('stopped')
    }))

  test('watches for as long as it is told', () =>
    beside('printer', {}, async ({ url }) => {
      const device = ['--device', `printer:epson@${url}`]
      const { code, output } = await runCommand('device', 'watch', '--for', '0.8', ...device)
      expect(code).toBe(0)
      expect(output).not.toContain('stopped')
    }))

  test('does what an operator does, and says what there is to do', () =>
    beside('printer', {}, async ({ url }) => {
      const device = ['--device', `printer:epson@${url}`]
      expect(await runCommand('device', 'do', 'printer', 'paperChanged', ...device)).toMatchObject({
        code: 0,
      })
      const { code, errors } = await runCommand('device', 'do', 'printer', 'eject', ...device)
      expect(errors).toContain('there are restart, recover, paperChanged')
      expect(code).toBe(2)
    }))

  test('keeps a card that lies in a reader, for an operator', () =>
    beside('card-reader', { profile: 'crt571' }, async ({ url, control }) => {
      await control.ask({ do: 'put', card: 'cpu', place: 'gate' })
      const device = ['--device', `cardReader:crt571@${url}`]
      const { output, code } = await runCommand('device', 'do', 'cardReader', 'capture', ...device)
      expect(output).toBe('cardReader: capture done')
      expect(code).toBe(0)
      expect(await control.state()).toMatchObject({ card: null, captured: ['cpu'] })
    }))

  test.each([
    [[], 'npm run device -- COMMAND', 'output'],
    [['list'], 'There is no device file devices.yaml', 'errors'],
    [['test', '--device', 'toaster:own@tcp://h:1'], 'no kind "toaster"', 'errors'],
    [['test', '--device', 'printer:epson@usb:1'], 'expected serial:<path> or tcp://', 'errors'],
    [['scan', '--device', 'printer:epson@tcp://h:1'], 'There is no codeScanner', 'errors'],
    [['list', '--nonsense'], '--nonsense', 'errors'],
    [
      ['list', '--device', 'toaster@serial:/tmp/x'],
      'toaster@serial:/tmp/x is no kind:profile@url.',
      'errors',
    ],
    [['list', '--device', 'idReader@serial:/x'], 'idReader@serial:/x is no kind:profile@url.', 'errors'],
    [['list', '--device', 'printer:epson@'], 'printer:epson@ is no kind:profile@url.', 'errors'],
    [['print', 'f.txt', '--width', '70', '--device', 'printer:epson@tcp://h:1'], 'no file f.txt', 'errors'],
  ] as const)('refuses %j with exit code 2 and a sentence', async (args, words, where) => {
    const end = await runCommand('device', ...args)
    expect(end.code).toBe(2)
    expect(end[where]).toContain(words)
    expect(end.errors).not.toContain('    at ')
  })
})
