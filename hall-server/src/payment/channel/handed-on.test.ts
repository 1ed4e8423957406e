import { expect, test } from 'vitest'
import { withWaits } from '../agreed-waits.ts'
import type { Channel, ChannelRules } from './port.ts'
import { sensible } from './sensible.ts'

const unsure = () => Promise.resolve({ is: 'unsure', why: 'a test' } as const)

/** Every call there is: one that is new in `Channel` has to be here. */
const WHOLE: Required<Channel> = {
  rules: {} as ChannelRules,
  ...{ open: unsure, query: unsure, close: unsure, refund: unsure, queryRefund: unsure },
  ...{ settle: unsure, workingKeys: unsure },
  notice: () =>
    Promise.resolve({ ok: false, code: 'unreadable', reply: { status: 400, type: '', body: '' } }),
  bill: () => Promise.resolve({ is: 'none' } as never),
  stop: () => undefined,
}
const BARE = { ...WHOLE } as Channel
for (const name of ['settle', 'workingKeys', 'notice'] as const) delete BARE[name]

test.each([
  ['as far as it is sensible', sensible],
  [
    'as was agreed',
    (channel: Channel) => withWaits({ kind: {} as never, channel }, { closeMs: [1] }).channel,
  ],
])('a channel that is asked %s keeps each of its calls, and gets none it has not', (_how, around) => {
  expect(Object.keys(around(WHOLE)).toSorted()).toEqual(Object.keys(WHOLE).toSorted())
  expect(Object.keys(around(BARE)).toSorted()).toEqual(Object.keys(BARE).toSorted())
})
