import type { Clock } from '../../clock.ts'
import type { Outcome } from '../common/device.ts'
import type { DeviceError } from '../common/status.ts'
import type { CardPlace } from './dialect.ts'
import type { Mechanics } from './mechanics.ts'

type Wanted = { timeoutMs: number; signal: AbortSignal; clock: Clock; watchMs: number }

/** Between orders to keep the entry open: a reader that does not show its entry may have shut it unseen. */
const REOPEN_MS = 2_000

const oddCard: DeviceError = { code: 'invalidMedia', action: 'clear' }
const late: DeviceError = { code: 'timeOut', action: 'clear' }
const canceled: DeviceError = { code: 'canceled', action: 'clear' }

/** Opens the entry, waits for a card and closes the entry again, whatever came of it. */
export async function takeIn(mechanics: Mechanics, wanted: Wanted): Promise<Outcome> {
  if (wanted.signal.aborted) return { ok: false, error: canceled }
  const opened = await mechanics.entry(true)
  const waited = opened.ok ? await awaitCard(mechanics, wanted) : opened
  const closed = await mechanics.entry(false)
  if (waited.ok) return waited
  if (!closed.ok) return waited.error.code === 'invalidMedia' ? waited : closed
  // A card may have slipped in while the entry was being closed.
  return (await verdict(mechanics)) ?? waited
}

async function awaitCard(
  mechanics: Mechanics,
  { timeoutMs, signal, clock, watchMs }: Wanted,
): Promise<Outcome> {
  const until = clock.monotonic() + timeoutMs
  let reopenAt = clock.monotonic() + REOPEN_MS
  for (;;) {
    await pause(clock, watchMs, signal)
    if (signal.aborted) return { ok: false, error: canceled }
    const found = await verdict(mechanics)
    if (found) return found
    const now = clock.monotonic()
    if (now >= until) return { ok: false, error: late }
    if (mechanics.seen?.entryOpen !== undefined || now < reopenAt) continue
    reopenAt = now + REOPEN_MS
    await mechanics.entry(true)
  }
}

/** Whether the card that came is any good; `undefined` while none did. */
async function verdict(mechanics: Mechanics): Promise<Outcome | undefined> {
  const looked = await mechanics.look()
  return looked.ok ? verdicts[looked.seen.card] : looked
}

const verdicts: Readonly<Partial<Record<CardPlace, Outcome>>> = {
  inside: { ok: true },
  tooLong: { ok: false, error: oddCard },
  tooShort: { ok: false, error: oddCard },
}

/** Lets `ms` pass, or less when the signal comes first. */
function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.after(ms, end)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
