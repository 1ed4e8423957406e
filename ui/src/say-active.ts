import { request } from './api.ts'

/** At most this often, ms. */
const EVERY_MS = 60_000

/** Tells the server that somebody is at this page: a session in which nobody does anything ends. */
export function sayActive(): void {
  let last = performance.now()
  const act = (): void => {
    if (performance.now() - last < EVERY_MS) return
    last = performance.now()
    void request('POST', '/api/session/active')
  }
  for (const event of ['pointerdown', 'keydown', 'wheel'])
    document.addEventListener(event, act, { passive: true })
}
