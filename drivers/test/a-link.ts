import { waitFor } from '@service-hall/harness/process'
import { createLink } from '../src/link/link.ts'
import type { LinkConfig } from '../src/link/config.ts'
import type { Line, Link, LinkOptions, LinkState } from '../src/link/link.ts'

/** A link whose every line is taken as ready at once. */
export type WatchedLink = {
  link: Link
  lines: Line[]
  /** Each chunk heard, a character a byte. */
  heard: string[]
  states: LinkState[]
  /** The first state of that name, the present one included. */
  until: (name: LinkState['name']) => Promise<LinkState>
}

/** Opens such a link. */
export function aLink(config: LinkConfig, options: LinkOptions = { random: () => 0 }): WatchedLink {
  const lines: Line[] = []
  const heard: string[] = []
  const states: LinkState[] = []
  const waiting = new Set<(state: LinkState) => void>()
  const user = {
    onLine(line: Line) {
      lines.push(line)
      line.ready()
    },
    onData: (bytes: Uint8Array) => heard.push(Buffer.from(bytes).toString('latin1')),
    onState(state: LinkState) {
      states.push(state)
      for (const look of [...waiting]) look(state)
    },
  }
  const link = createLink(config, user, options)
  link.open()
  const until = (name: LinkState['name']) => {
    const so = new Promise<LinkState>((resolve) => {
      const look = (state: LinkState) => {
        if (state.name !== name) return
        waiting.delete(look)
        resolve(state)
      }
      waiting.add(look)
      look(link.state)
    })
    return waitFor(`a link that is ${name}`, so)
  }
  return { link, lines, heard, states, until }
}
