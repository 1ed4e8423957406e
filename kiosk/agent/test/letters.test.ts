import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HallConfig } from '@service-hall/contract'
import { startSimulator } from '@service-hall/drivers/testing'
import type { RunningSimulator } from '@service-hall/drivers/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aConfig, aPrinter } from './builders.ts'
import { aTouch, startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

let hall: SmallHall
let printer: RunningSimulator
let data: string
let agent: RunningAgent

/** One dot in the upper left corner, another in the middle of the last row; by rows as drawn, by columns as printed. */
const rows = Buffer.alloc(72)
rows[0] = 0x80
rows[23 * 3 + 1] = 0x08
const columns = Buffer.alloc(72)
columns[0] = 0x80
columns[12 * 3 + 2] = 0x01

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'agent-'))
  hall = new SmallHall()
  printer = await startSimulator('printer', { stepMs: 0 })
  await hall.open(rareNames())
  agent = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
  await agent.until((view) => view.link === 'online' && view.printer === 'ready')
  await agent.untilLogged('device.state', { device: 'K1-printer', state: 'online' })
})
afterEach(async () => {
  await agent.stop()
  await printer.stop()
  await hall.close()
  rmSync(data, { recursive: true, force: true })
})

function rareNames(): HallConfig {
  const config = aConfig([aPrinter(printer.port)])
  config.services[0]!.name = { zh: '䢺𠮷电费', en: 'Pay 😀' }
  return config
}

async function printed(): Promise<{ text: string; ownDots: string[] }> {
  agent.post(aTouch())
  await agent.until(({ session }) => session.step === 'printed')
  agent.post({ type: 'dismiss' })
  await agent.until(({ session }) => session.step === 'idle')
  const paper = (await printer.control.papers()).at(-1)!
  const ownDots = paper.rows.flatMap((row) => (row['ownDots'] ?? []) as string[])
  return { text: paper.text, ownDots }
}

test('letters that the printer lacks are asked of the screen before a ticket needs them, and stand on paper as drawn', async () => {
  const { letters } = await agent.until((view) => view.letters !== undefined)
  expect(letters).toEqual(['䢺', '𠮷', '😀'])
  agent.post({
    type: 'letters',
    drawn: [
      { letter: '䢺', dots: rows.toString('base64') },
      { letter: '𠮷', dots: Buffer.alloc(72, 0xff).toString('base64') },
      { letter: '😀', dots: null },
      // Nobody asked for it: a screen does not say how the printer's own letters look.
      { letter: '电', dots: rows.toString('base64') },
    ],
  })
  await agent.until((view) => view.letters === undefined)
  const { text, ownDots } = await printed()
  expect(text).toContain('▣▣电费')
  expect(text).toContain('Pay □')
  expect(ownDots).toEqual([columns.toString('base64'), Buffer.alloc(72, 0xff).toString('base64')])
})

test('a screen that does not draw holds no ticket up', async () => {
  await agent.until((view) => view.letters !== undefined)
  const { text } = await printed()
  expect(text).toContain('□□电费')
})

test('names without such letters ask for none, and a name changed while the hall is open asks for its own', async () => {
  hall.commit([{ type: 'HallConfigured', config: aConfig([aPrinter(printer.port)]), by: 'system' }])
  await agent.until((view) => view.letters === undefined)
  hall.commit([{ type: 'HallConfigured', config: rareNames(), by: 'system' }])
  await agent.until((view) => view.letters?.length === 3)
})
