import { createRatingPad } from '../../src/device/rating-pad/rating-pad.ts'
import type { Invitation, RatingPad, RatingPadEvent } from '../../src/device/rating-pad/rating-pad.ts'
import type { Control, MatrixEntry, Said } from './harness/entry.ts'

const NO_CHECK = 'a press is one byte without a check'
const NOT_ASKED = 'it is asked nothing'
/** How long a press may take to be told, ms. */
const PATIENCE_MS = 1_200

/** An invitation and a press; the level of each probe differs from the one before. */
const jtt905: MatrixEntry = {
  title: 'ratingPad jtt905',
  simulator: { name: 'jtt905-pad' },
  answerMs: 500,
  drive(url, surroundings) {
    const link = { url, baud: 115_200 }
    const pad = createRatingPad({ id: 'pad', profile: 'jtt905', link }, surroundings)
    return { device: pad, probe: (n, control) => rate(pad, n, () => press(control, 1 + (n % 4))) }
  },
  oracle: async ({ n, said }) => wrong(said, n, 4 - (n % 4)),
  without: { busy: 'its protocol has no word for it' },
}

const keypad: MatrixEntry = {
  title: 'ratingPad keypad',
  simulator: { name: 'rating-keypad' },
  answerMs: 100,
  drive(url, surroundings) {
    const keys = { '0x31': 1, '0x32': 2, '0x33': 3, '0x34': 4, '0x35': 5 } as const
    const link = { url, baud: 115_200 }
    const pad = createRatingPad({ id: 'pad', profile: 'keypad', link, keys, guardMs: 250 }, surroundings)
    return {
      device: pad,
      probe: (n, control) =>
        rate(pad, n, async () => {
          await new Promise((resolve) => setTimeout(resolve, 260))
          await press(control, 0x31 + (n % 5))
        }),
    }
  },
  oracle: async ({ n, said }) => wrong(said, n, 1 + (n % 5)),
  without: {
    noise: NO_CHECK,
    garble: NO_CHECK,
    badCheckOnce: NO_CHECK,
    badCheckForEver: NO_CHECK,
    overLong: NO_CHECK,
    nakOnce: NOT_ASKED,
    nakForEver: NOT_ASKED,
    busy: NOT_ASKED,
    unplugRequest: NOT_ASKED,
  },
}

async function press(control: Control, key: number): Promise<void> {
  // A pad that was not asked refuses; that nothing is told then is what the probe will say.
  await control.ask({ press: key }).catch(() => undefined)
}

/** Invites, has a key pressed, and gives all that was told until that or for as long as one waits. */
async function rate(pad: RatingPad, n: number, pressKey: () => Promise<void>): Promise<Said> {
  const told: RatingPadEvent[] = []
  let rated: () => void = () => undefined
  const done = new Promise<void>((resolve) => (rated = resolve))
  const unsubscribe = pad.onEvent((event) => {
    told.push(event)
    if (event.type === 'rated') rated()
  })
  const invited = await pad.invite(invitation(n))
  if (invited.ok) {
    await pressKey()
    const patience = setTimeout(rated, PATIENCE_MS)
    await done
    clearTimeout(patience)
  }
  unsubscribe()
  const isRated = told.some(({ type }) => type === 'rated')
  if (isRated) return { ok: true, value: told }
  if (invited.ok) return { ok: false, seen: 'nothing told', value: told }
  return { ok: false, code: invited.error.code, value: told }
}

/** A sentence when a rating was told that was not given. */
function wrong(said: Said, n: number, level: number): string | undefined {
  const rated = ((said.value ?? []) as RatingPadEvent[]).filter((event) => event.type === 'rated')
  if (rated.length > 1) return `invitation ${n} was rated ${rated.length} times`
  const isRight = rated.every((event) => event.sequence === n && event.level === level)
  return isRight ? undefined : `invitation ${n} was rated as ${JSON.stringify(rated)}`
}

function invitation(sequence: number): Invitation {
  return { sequence, staffName: '', staffNumber: '', timeoutMs: 60_000 }
}

export const entries = [jtt905, keypad]
