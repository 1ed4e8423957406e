import { offsetAfter } from '@service-hall/contract'

/** The hall's clock, kept on a local clock that nobody can set back. */
export type ServerClock = {
  /** Hall time now, epoch ms. */
  read: () => number
  /** Local time to pass to `heard` as `askedAt`. */
  local: () => number
  /** The server said `serverNow` in answer to a question asked at local time `askedAt`. */
  heard: (serverNow: number, askedAt: number) => void
  /** The server said `serverNow` of its own accord; `isSet`: it has put its clock right. */
  followed: (serverNow: number, isSet: boolean) => void
}

const steadyNow = (): number => performance.timeOrigin + performance.now()

/** `localNow` must never run backwards; the default is the browser's monotonic clock. */
export function createServerClock(localNow: () => number = steadyNow): ServerClock {
  let offset = 0
  return {
    read: () => localNow() + offset,
    local: localNow,
    heard(serverNow, askedAt) {
      // The answer left the server about half-way between question and now.
      offset = serverNow - (askedAt + localNow()) / 2
    },
    followed(serverNow, isSet) {
      offset = offsetAfter(offset, serverNow - localNow(), isSet)
    },
  }
}
