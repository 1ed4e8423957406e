import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { waitFor } from '@service-hall/harness/process'
import { expect, onTestFinished, test } from 'vitest'
import { factsOf, lineageOfHall } from '../hub/inbox/store.ts'
import { keyFingerprint } from '@service-hall/server-kit'
import { anAdministrator, freshId } from './console-client.ts'
import { aFolder, aStore } from './engines.ts'
import { aHub } from './hub.ts'

const PYTHON = spawnSync('python3', ['--version']).status === 0
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 60_000 })

type Said = Record<string, unknown>

/** The hall of another maker, as a program of its own. */
class PythonHall {
  readonly said: Said[] = []
  readonly #child

  constructor(url: string, folder: string) {
    const program = join(import.meta.dirname, '../../docs/examples/python-hall/hall.py')
    this.#child = spawn('python3', ['-B', program, url, folder, 'PY1'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    onTestFinished(() => void this.#child.kill('SIGKILL'))
    createInterface({ input: this.#child.stdout }).on('line', (line) =>
      this.said.push(JSON.parse(line) as Said),
    )
  }

  last(name: string): unknown {
    return this.said.findLast((one) => Object.hasOwn(one, name))?.[name]
  }

  tell(...facts: unknown[]): void {
    this.#child.stdin.write(`${JSON.stringify({ tell: facts })}\n`)
  }

  /** As power fails. */
  async killed(): Promise<void> {
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await waitFor('the end of the hall', gone)
  }
}

const ticket = (count: number) => ({
  ...{ type: 'TicketIssued', ticketId: freshId(), number: `A${String(count).padStart(3, '0')}` },
  ...{ day: '2026-01-05', count, groupId: 'G', serviceId: 'pay', classId: 'normal', language: 'zh' },
  ...{ senior: false, ahead: 0, by: 'system' },
})

test.skipIf(!PYTHON)(
  'a hall written in Python from docs/uplink.md alone is let in, reports, goes on after its end and the hub’s, and carries directives out once',
  async () => {
    let hub = await aHub({ organised: true })
    const admin = await anAdministrator(hub)
    const folder = aFolder()
    let hall = new PythonHall(hub.url, folder)

    // Let in: both sides show the same letters.
    await eventually(() => hall.last('refused')).toBe('uplink.pending')
    const waiting = (await admin.ask('GET', '/api/halls/waiting')).body as unknown as Said[]
    expect(waiting).toMatchObject([{ hallId: 'PY1', fingerprint: hall.last('fingerprint') }])
    const key = String(hall.last('key'))
    expect(hall.last('fingerprint')).toBe(keyFingerprint(key))
    const letIn = { hallId: 'PY1', key, regionId: 'root', tier: 'C' }
    expect((await admin.command('organisation.admitHall', letIn)).status).toBe(200)
    await eventually(() => hall.last('welcome')).toBe(0)

    // Sealed batches, acknowledged.
    hall.tell({ type: 'DayOpened', day: '2026-01-05' }, ...[1, 2, 3].map(ticket))
    await eventually(() => hall.last('acknowledged')).toBe(4)
    const tile = (): Said => hub.live.tiles().find(({ hallId }) => hallId === 'PY1') as unknown as Said
    await eventually(() => tile()).toMatchObject({
      waiting: 3,
      today: { issued: 3 },
      line: { connected: true },
    })
    hall.tell(...Array.from({ length: 500 }, (_, at) => ticket(4 + at)))
    await eventually(() => hall.last('acknowledged')).toBe(504)

    // Its power fails; what it recorded without a line is there afterwards, once.
    await hall.killed()
    await eventually(() => tile()).toMatchObject({ line: { connected: false } })
    hall = new PythonHall('http://127.0.0.1:1', folder)
    hall.tell({ type: 'OfAnotherMaker', note: '别家的事' }, ticket(504))
    await eventually(() => hall.said.filter(({ lost }) => lost !== undefined).length).toBeGreaterThan(3)
    await hall.killed()
    hall = new PythonHall(hub.url, folder)
    await eventually(() => hall.last('welcome')).toBe(504)
    await eventually(() => hall.last('acknowledged')).toBe(506)
    await eventually(() => tile()).toMatchObject({ waiting: 504 })

    // A directive: on its disk, carried out, told by facts; the second time it comes it is not done again.
    const directive = {
      ...{ directiveId: freshId(), hallId: 'PY1', target: { of: 'hall' }, why: 'a test', validMs: 600_000 },
      work: { kind: 'message', text: { zh: '请稍候', en: 'Please wait' }, on: ['displays'], forMs: 60_000 },
    }
    expect((await admin.command('directive.give', directive)).status).toBe(200)
    const state = async (): Promise<unknown> => {
      const { body } = await admin.ask('GET', '/api/halls/PY1/directives')
      return (body['directives'] as Said[])[0]?.['state']
    }
    await eventually(state).toBe('done')
    expect(hall.said.filter(({ kind }) => kind === 'message')).toMatchObject([{ new: true }])

    // The hub starts again: the hall comes back by itself and goes on.
    const { database } = hub
    hub = await hub.restart()
    await hall.killed()
    hall = new PythonHall(hub.url, folder)
    await eventually(() => hall.last('welcome')).toBe(508)
    hall.tell(ticket(505))
    await eventually(() => hall.last('acknowledged')).toBe(509)
    await hall.killed()
    await hub.close()

    // Every fact is in the inbox once, those of its maker's own kind too.
    const store = await aStore('sqlite', [], database)
    const lineage = await lineageOfHall(store, 'PY1' as never)
    const { ordinal = 0 } = lineage.at(-1) ?? {}
    const kept = await factsOf(store, { hallId: 'PY1' as never, ordinal, from: 1, to: 1_000, limit: 1_000 })
    expect(kept.map(({ number }) => number)).toEqual(Array.from({ length: 509 }, (_, at) => at + 1))
    expect(JSON.stringify(kept[504])).toContain('别家的事')
  },
)
