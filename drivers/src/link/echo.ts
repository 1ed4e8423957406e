import type { OpenTransport } from './transport.ts'

/**
 * Gives what of the bytes heard somebody else said. Expects every byte sent to come back once, in order; at the first
 * byte that is another nothing more is expected: it was a collision, or the adapter does not echo after all, and an
 * answer must not be lost for that.
 */
export function createEchoFilter() {
  let expected: Uint8Array = new Uint8Array(0)
  return {
    sent(bytes: Uint8Array): void {
      expected = Buffer.concat([expected, bytes])
    },
    heard(bytes: Uint8Array): Uint8Array {
      let same = 0
      while (same < bytes.length && same < expected.length && bytes[same] === expected[same]) same += 1
      const differs = same < bytes.length && same < expected.length
      expected = differs ? new Uint8Array(0) : expected.subarray(same)
      return bytes.subarray(same)
    },
  }
}

/** A line whose adapter hears what it sends, as two-wire RS-485 does, without what it sent. */
export function withoutEcho(open: OpenTransport): OpenTransport {
  return (events) => {
    const filter = createEchoFilter()
    const transport = open({
      ...events,
      onData(bytes) {
        const others = filter.heard(bytes)
        if (others.length > 0) events.onData(others)
      },
    })
    return {
      ...transport,
      write(bytes, done) {
        filter.sent(bytes)
        transport.write(bytes, done)
      },
    }
  }
}
