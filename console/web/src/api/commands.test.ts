import type { ApiResult } from '@service-hall/ui'
import { expect, test } from 'vitest'
import { sendCommand } from './commands.ts'

function hub(answers: ApiResult[]) {
  const bodies: { id: string }[] = []
  let now = 0
  const options = {
    retryMs: 1,
    monotonic: () => (now += 1_000),
    post: async (_path: string, body: unknown): Promise<ApiResult> => {
      bodies.push(body as { id: string })
      return answers.shift() ?? { ok: false, code: 'unreachable' }
    },
  }
  return { bodies, options }
}
const command = { type: 'organisation.revokeHall', hallId: 'H1' } as never

test('a command without an answer is sent again under the same id until there is one', async () => {
  const { bodies, options } = hub([
    { ok: false, code: 'unreachable' },
    { ok: false, code: 'record.contended' },
    { ok: true, value: { ok: true, upTo: 7 } },
  ])
  expect(await sendCommand(command, options)).toEqual({ ok: true, upTo: 7 })
  expect(bodies).toHaveLength(3)
  expect(new Set(bodies.map(({ id }) => id)).size).toBe(1)
})

test('a refusal is final, and what no answer comes for is given up', async () => {
  const refused = hub([{ ok: false, code: 'access.denied' }])
  expect(await sendCommand(command, refused.options)).toEqual({ ok: false, code: 'access.denied' })
  expect(await sendCommand(command, hub([]).options)).toBeNull()
})
