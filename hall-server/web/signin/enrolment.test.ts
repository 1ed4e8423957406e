import type { ApiResult } from '@service-hall/ui'
import { describe, expect, test } from 'vitest'
import { enrol } from './enrolment.ts'
import type { EnrolmentState } from './enrolment.ts'

const ticket = (code: string): ApiResult => ({
  ok: true,
  value: { code, secret: 'a-secret-of-16-chars', expiresAt: 1 },
})
const pending: ApiResult = { ok: true, value: { status: 'pending' } }
const approved: ApiResult = { ok: true, value: { status: 'approved', stationId: 'V1', token: 't' } }

/** A server that gives these answers one after the other. */
async function enrolling(answers: ApiResult[], preset: string | null = null) {
  const asked: { path: string; body: unknown }[] = []
  const shown: EnrolmentState[] = []
  let waits = 0
  let refusedPresets = 0
  await enrol('display', preset, {
    post: (path, body) => {
      asked.push({ path, body })
      const answer = answers.shift()
      if (!answer) throw new Error('the machine asked once too often')
      return Promise.resolve(answer)
    },
    wait: () => {
      waits += 1
      return Promise.resolve()
    },
    show: (state) => shown.push(state),
    unknownCode: () => (refusedPresets += 1),
  })
  return {
    asked,
    statuses: shown.map((state) => ('code' in state ? `${state.status} ${state.code}` : state.status)),
    waits,
    refusedPresets,
  }
}

describe('enrolling a machine', () => {
  test('shows the code until an administrator has approved it', async () => {
    const run = await enrolling([ticket('ABC-123'), pending, approved])
    expect(run.statuses).toEqual(['asking', 'waiting ABC-123', 'waiting ABC-123', 'approved'])
    expect(run.asked.map(({ path }) => path)).toEqual([
      '/api/enrolment',
      '/api/enrolment/claim',
      '/api/enrolment/claim',
    ])
    expect(run.asked[1]?.body).toEqual({ code: 'ABC-123', secret: 'a-secret-of-16-chars' })
  })

  test('asks for a new code when the server no longer knows the old one, however wrong its own clock is', async () => {
    const run = await enrolling([
      ticket('OLD-111'),
      { ok: false, code: 'enrolment.unknownRequest' },
      ticket('NEW-222'),
      approved,
    ])
    expect(run.statuses).toEqual(['asking', 'waiting OLD-111', 'waiting NEW-222', 'approved'])
    expect(run.waits).toBe(1)
  })

  test('says what is wrong and tries again when the server cannot be reached', async () => {
    const run = await enrolling([
      { ok: false, code: 'unreachable' },
      ticket('ABC-123'),
      { ok: false, code: 'unreachable' },
      approved,
    ])
    expect(run.statuses).toEqual([
      'asking',
      'failed unreachable',
      'waiting ABC-123',
      'failed unreachable',
      'approved',
    ])
  })

  test('enrols with a code known beforehand and shows none', async () => {
    const run = await enrolling([ticket('ABC-123'), approved], 'demo-enrol-display-v1')
    expect(run.asked[0]?.body).toEqual({ kind: 'display', code: 'demo-enrol-display-v1' })
    expect(run.statuses).not.toContain('waiting ABC-123')
  })

  test('falls back to an administrator when the code known beforehand is not taken', async () => {
    const run = await enrolling(
      [{ ok: false, code: 'enrolment.unknownCode' }, ticket('ABC-123'), approved],
      'demo-enrol-display-v1',
    )
    expect(run.refusedPresets).toBe(1)
    expect(run.asked[1]?.body).toEqual({ kind: 'display' })
  })

  test('keeps the code known beforehand while the server is busy', async () => {
    const run = await enrolling(
      [{ ok: false, code: 'access.tooMany' }, ticket('ABC-123'), approved],
      'demo-enrol-display-v1',
    )
    expect(run.refusedPresets).toBe(0)
    expect(run.asked[1]?.body).toMatchObject({ code: 'demo-enrol-display-v1' })
  })
})
