import { createHash } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aConfig } from './builders.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

let hall: SmallHall
let data: string
const running: RunningAgent[] = []

beforeEach(async () => {
  hall = new SmallHall()
  await hall.open(aConfig())
  data = await mkdtemp(join(tmpdir(), 'agent-'))
})
afterEach(async () => {
  for (const agent of running.splice(0)) await agent.kill()
  await hall.close()
})

async function start(): Promise<RunningAgent> {
  const agent = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
  running.push(agent)
  await agent.until(({ link }) => link === 'online')
  return agent
}

const ID = '01890000-0000-7000-8000-00000000000'

function direct(n: number, work: { kind: string; [more: string]: unknown }, stationId = 'K1'): string {
  const directiveId = `${ID}${n}` as never
  hall.commit([
    {
      ...{ type: 'DirectiveReceived', directiveId, target: { of: 'station', stationId: stationId as never } },
      ...{ work, who: 'account:S1', why: 'a test', issuedAt: Date.now(), until: Date.now() + 600_000 },
    },
  ])
  return directiveId
}

const stateOf = (id: string): string => hall.view.directives[id]?.state ?? 'none'
const SETTINGS = {
  power: {
    ...{ working: { from: '08:00', to: '18:00' }, rest: 'off', holiday: 'off', days: [], skewMinutes: 10 },
  },
  playlist: null,
}

test('the program starts again when it is told, once, and the new run says that it did', async () => {
  const agent = await start()
  const id = direct(1, { kind: 'restartApp' })
  await hall.until(() => stateOf(id) === 'done')
  expect(hall.commands('directive.begin')).toHaveLength(1)
  expect(hall.commands('directive.report')).toMatchObject([{ outcome: { is: 'done' } }])
  expect(agent.log().match(/"event":"agent.started"/g)).toHaveLength(2)
})

test('a customer who only reads the screen is not disturbed: what would has to wait until they have left', async () => {
  const agent = await start()
  agent.post({ type: 'customer', present: true, touches: 1 })
  await agent.untilLogged('customer.came')
  const id = direct(1, { kind: 'restartApp' })
  // What disturbs nobody is done meanwhile, so the other was looked at.
  const other = direct(2, { kind: 'configure', settings: SETTINGS })
  await hall.until(() => stateOf(other) === 'done')
  expect(stateOf(id)).toBe('open')
  agent.post({ type: 'customer', present: false, touches: 0 })
  await hall.until(() => stateOf(id) === 'done')
})

test('what this machine is not let do by its own settings, or does not know, it refuses and does not begin', async () => {
  await start()
  const [reboot, dance] = [direct(1, { kind: 'reboot' }), direct(2, { kind: 'dance' })]
  const others = direct(3, { kind: 'restartApp' }, 'K9')
  await hall.until(() => stateOf(reboot) === 'refused' && stateOf(dance) === 'refused')
  expect(hall.view.directives[reboot]?.code).toBe('directive.notAllowed')
  expect(hall.view.directives[dance]?.code).toBe('directive.unknownKind')
  expect(stateOf(others)).toBe('open')
  expect(hall.commands('directive.begin')).toEqual([])
})

test('settings are kept over a restart, and what the station goes by is told', async () => {
  const agent = await start()
  const id = direct(1, { kind: 'configure', settings: SETTINGS })
  await hall.until(() => stateOf(id) === 'done')
  const settings = hall.view.directives[id]?.report?.settings
  expect(settings).toMatch(/^[0-9a-f]{16}$/)
  await hall.until(() => hall.commands('directive.reportStation').length === 2)
  await agent.kill()
  await start()
  await hall.until(() => hall.commands('directive.reportStation').length === 3)
  expect(hall.commands('directive.reportStation').at(-1)).toMatchObject({
    ...{
      stationId: 'K1',
      settings,
      allows: ['restartApp', 'screenshot', 'logs', 'configure', 'resetDevice'],
    },
  })
})

/** The head of a PNG of 8 × 8 pixels and some bytes: nobody unpacks it here. */
function anImage(fill: number) {
  const bytes = Buffer.alloc(2_500, fill)
  Buffer.from('89504e470d0a1a0a0000000d494844520000000800000008', 'hex').copy(bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const slide = { kind: 'image', title: '安全用电', sha256, media: 'image/png', bytes: 2_500, seconds: 5 }
  return { bytes, sha256, slide }
}

test('a playlist is played once all its images are here, and again after a restart without a hall', async () => {
  const agent = await start()
  const [first, lost] = [anImage(1), anImage(2)]
  const text = { kind: 'text', zh: '请带好身份证', en: 'Bring your ID card', seconds: 5 }
  hall.images.set(first.sha256, first.bytes)
  const items = [text, first.slide]
  const id = direct(1, { kind: 'configure', settings: { power: null, playlist: { items } } })
  const { playlist } = await agent.until((view) => view.playlist !== undefined)
  expect(playlist).toEqual({ afterSeconds: 60, slides: items })
  await hall.until(() => stateOf(id) === 'done')
  // One that the region does not have: the power calendar is taken all the same, and the list stays as it was.
  const other = direct(2, {
    ...{ kind: 'configure', settings: { ...SETTINGS, playlist: { items: [lost.slide] } } },
  })
  await hall.until(() => stateOf(other) === 'failed')
  expect(hall.view.directives[other]?.code).toBe('file.unknown')
  expect(hall.commands('directive.reportStation').at(-1)?.settings).not.toBe(
    hall.view.directives[id]?.report?.settings,
  )
  await agent.kill()
  const alone = await startAgentProcess({ hall: 'http://127.0.0.1:9', data })
  running.push(alone)
  expect((await alone.until((view) => view.playlist !== undefined)).playlist?.slides).toEqual(items)
})

test('killed before the hall has answered, it asks again and does it once', async () => {
  const agent = await start()
  hall.manner.set('directive.begin', 'swallowAnswer')
  const id = direct(1, { kind: 'configure', settings: SETTINGS })
  await hall.until(() => stateOf(id) === 'begun')
  await agent.kill()
  hall.manner.delete('directive.begin')
  await start()
  await hall.until(() => stateOf(id) === 'done')
  expect(hall.commands('directive.begin')).toHaveLength(1)
  expect(hall.commands('directive.report')).toHaveLength(1)
})

test('killed while it hands its log over, it goes on with the very same bytes, and says once how it went', async () => {
  const agent = await start()
  hall.answersUpTo = 0
  const id = direct(1, { kind: 'logs', bytes: 100_000 })
  await hall.until(() => (hall.files.get(id)?.length ?? 0) > 0)
  const begun = hall.files.get(id) ?? Buffer.alloc(0)
  await agent.kill()
  hall.answersUpTo = Infinity
  await start()
  await hall.until(() => stateOf(id) === 'done')
  const whole = hall.files.get(id) ?? Buffer.alloc(0)
  expect(whole.subarray(0, begun.length)).toEqual(begun)
  expect(hall.view.directives[id]?.report?.bytes).toBe(whole.length)
  expect(gunzipSync(whole).toString()).toContain('"event":"agent.started"')
  expect(hall.commands('directive.begin')).toHaveLength(1)
  expect(hall.commands('directive.report')).toHaveLength(1)
})

test('without a shell there is no picture of a screen', async () => {
  await start()
  const id = direct(1, { kind: 'screenshot' })
  await hall.until(() => stateOf(id) === 'failed')
  expect(hall.view.directives[id]?.code).toBe('directive.notSupported')
})
