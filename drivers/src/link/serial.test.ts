import { expect, test } from 'vitest'
import { aLink } from '../../test/a-link.ts'
import { cleanup } from '../../test/cleanup.ts'
import { aFarEnd as startFarEnd } from '../../test/far-end.ts'
import { openPty } from '../../test/pty.ts'
import type { Pty } from '../../test/pty.ts'

const onEnd = cleanup()

async function aFarEnd() {
  const far = await startFarEnd()
  onEnd(() => far.stop())
  return far
}

/** A link on a real pseudo-terminal whose every line is taken as ready at once. */
function aSerialLink(pty: Pty) {
  const watched = aLink({ url: pty.url, baud: 115_200 })
  onEnd(() => watched.link.close())
  return watched
}

async function aTerminal(port: number): Promise<Pty> {
  const pty = await openPty(port)
  onEnd(() => pty.stop())
  return pty
}

test('never delivers after a reopen what was written while the cable was out', async () => {
  const far = await aFarEnd()
  const pty = await aTerminal(far.port)
  const { lines, until } = aSerialLink(pty)
  await until('ready')
  await lines[0]!.write(Buffer.from('one;'))
  await far.until('one;')
  await pty.unplug()
  await until('lost')
  expect(await lines[0]!.write(Buffer.from('STALE;'))).toMatchObject({ ok: false, handedOver: 0 })
  await pty.plug()
  await until('ready')
  expect(await lines[0]!.write(Buffer.from('STALE;'))).toMatchObject({ ok: false, handedOver: 0 })
  expect(await lines.at(-1)!.write(Buffer.from('two;'))).toMatchObject({ ok: true })
  await far.until('two;')
  expect(far.heard()).toBe('one;two;')
})

test('works again after each of many unplugs, also those that hit a write', async () => {
  const far = await aFarEnd()
  const pty = await aTerminal(far.port)
  const { link, lines, until } = aSerialLink(pty)
  for (let cycle = 0; cycle < 6; cycle += 1) {
    await until('ready')
    expect(await lines.at(-1)!.write(Buffer.from(`cycle ${cycle};`))).toMatchObject({ ok: true })
    await far.until(`cycle ${cycle};`)
    const writing = cycle % 2 === 0 ? lines.at(-1)!.write(new Uint8Array(4_000)) : undefined
    await pty.unplug()
    if (writing) expect(await writing).toMatchObject({ ok: false })
    await until('lost')
    await pty.plug()
  }
  await until('ready')
  expect(link.counters.opened).toBe(7)
})

test('notices an unplug at once although nobody writes, and says that the node is gone', async () => {
  const far = await aFarEnd()
  const pty = await aTerminal(far.port)
  const { link, until } = aSerialLink(pty)
  await until('ready')
  await pty.unplug()
  expect(await until('lost')).toMatchObject({ fault: 'disconnected' })
  await until('opening')
  await until('lost')
  expect(link.counters.faults).toMatchObject({ disconnected: 1, noNode: 1 })
})

test('hears what comes in, and says busy when another program holds the port', async () => {
  const far = await aFarEnd()
  const pty = await aTerminal(far.port)
  const first = aSerialLink(pty)
  await first.until('ready')
  await first.lines[0]!.write(Buffer.from('hello;'))
  await far.until('hello;')
  const second = aSerialLink(pty)
  expect(await second.until('lost')).toMatchObject({ fault: 'busy' })
  far.send('answer')
  await expect.poll(() => first.heard.join('')).toBe('answer')
})
