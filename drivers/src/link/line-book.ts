import { Bus } from './bus.ts'
import type { BusManners } from './bus.ts'
import { lineKey, sameLine } from './config.ts'
import type { LinkConfig } from './config.ts'
import { createLink } from './link.ts'
import type { Link, LinkOptions, LinkUser } from './link.ts'
import type { OpenTransport } from './transport.ts'

/** Knows which devices of one configuration share a line. */
export type LineBook = {
  /**
   * The link of one device. With `manners` it shares one open port with all others of the same url, and must then agree
   * with the first of them on the line's settings, else it is `misconfigured`.
   */
  link(config: LinkConfig, user: LinkUser, options: LinkOptions, manners: BusManners): Link
}

/** Makes an empty book: one for each configuration. */
export function createLineBook(): LineBook {
  const buses = new Map<string, Bus>()
  return {
    link(config, user, options, manners) {
      const key = lineKey(config.url)
      const known = buses.get(key)
      if (known && !sameLine(known.config, config))
        return createLink(config, user, { ...options, openTransport: misconfigured })
      const bus = known ?? new Bus(config, options)
      buses.set(key, bus)
      return bus.join(user, manners)
    },
  }
}

const misconfigured: OpenTransport = (events) => {
  setImmediate(() => events.onEnd('misconfigured'))
  return { write: (_, done) => done(false), drain: (done) => done(), destroy: () => undefined }
}
