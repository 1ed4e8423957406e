import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { openPty } from '../../test/pty.ts'
import type { Pty } from '../../test/pty.ts'
import { createLink } from './link.ts'
import type { Line, Link, LinkState } from './link.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** The far end of the cable: remembers what came through, in all connections. */
async function aFarEnd() {
  const sockets = new Set<Socket>()
  const arrivals = new Set<() => void>()
  let text = ''
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1')
      for (const arrived of [...arrivals]) arrived()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  endings.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    heard: () => text,
    send: (bytes: string) => sockets.forEach((socket) => socket.write(bytes)),
    until: (wanted: string) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!text.includes(wanted)) return
          arrivals.delete(look)
          resolve()
        }
        arrivals.add(look)
        look()
      }),
  }
}

/** A link on a real pseudo-terminal whose every line is taken as ready at once. */
function aSerialLink(pty: Pty) {
  const lines: Line[] = []
  const heard: string[] = []
  const waiting = new Set<(state: LinkState) => void>()
  const user = {
    onLine(line: Line) {
      lines.push(line)
      line.ready()
    },
    onData: (bytes: Uint8Array) => heard.push(Buffer.from(bytes).toString('latin1')),
    onState: (state: LinkState) => waiting.forEach((look) => look(state)),
  }
  const link: Link = createLink({ url: pty.url, baud: 115_200 }, user, { random: () => 0 })
  endings.push(() => link.close())
  link.open()
  const until = (name: LinkState['name']) =>
    new Promise<LinkState>((resolve) => {
      const look = (state: LinkState) => {
        if (state.name !== name) return
        waiting.delete(look)
        resolve(state)
      }
      waiting.add(look)
      look(link.state)
    })
  return { link, lines, heard, until }
}

async function aTerminal(port: number): Promise<Pty> {
  const pty = await openPty(port)
  endings.push(() => pty.stop())
  return pty
}

it('never delivers after a reopen what was written while the cable was out', async () => {
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

it('works again after each of many unplugs, also those that hit a write', async () => {
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

it('notices an unplug at once although nobody writes, and says that the node is gone', async () => {
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

it('hears what comes in, and says busy when another program holds the port', async () => {
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
