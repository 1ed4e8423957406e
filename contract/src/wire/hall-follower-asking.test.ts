import { describe, expect, test } from 'vitest'
import { ANSWER_MS, RETRY_MS, startFollower } from '../../test/followed-hall.ts'
import { refuse } from '../refusal.ts'

describe('a follower', () => {
  test('ignores the answer to an earlier subscribe', () => {
    const { hall, follower } = startFollower()
    follower.subscribe()
    follower.subscribe()
    hall.answer()
    expect(follower.view).toBeNull()
    hall.answer()
    expect(follower.view).toEqual(hall.view)
  })

  test('asks again after a pause when no answer came in time, and ignores the late one', () => {
    let unanswered = 0
    const { hall, clock, follower } = startFollower({ onUnanswered: () => (unanswered += 1) })
    follower.subscribe()
    clock.advance(ANSWER_MS - 1)
    expect(unanswered).toBe(0)
    clock.advance(1)
    expect([unanswered, hall.asked]).toEqual([1, 1])
    hall.answer()
    expect(follower.view).toBeNull()
    clock.advance(RETRY_MS)
    expect(hall.asked).toBe(2)
    hall.answer()
    expect(follower.view).toEqual(hall.view)
    expect(clock.idle).toBe(true)
  })

  test('asks a hall that refuses again, ever more slowly, up to a bound', () => {
    const codes: string[] = []
    const { hall, clock, follower } = startFollower({ onRefused: ({ code }) => codes.push(code) })
    follower.subscribe()
    for (const pauseMs of [750, 1_500, 3_000, 3_750, 3_750]) {
      hall.answer(refuse('hall.recovering'))
      const { asked } = hall
      clock.advance(pauseMs - 1)
      expect(hall.asked).toBe(asked)
      clock.advance(1)
      expect(hall.asked).toBe(asked + 1)
    }
    expect(codes).toEqual(Array(5).fill('hall.recovering'))
    hall.answer()
    expect(follower.view).toEqual(hall.view)
  })

  test('starts with short pauses again after a snapshot', () => {
    const { hall, clock, follower } = startFollower()
    follower.subscribe()
    hall.answer(refuse('hall.recovering'))
    clock.advance(RETRY_MS)
    hall.answer()
    hall.commit(1)
    hall.send(hall.commit(1))
    hall.answer(refuse('hall.recovering'))
    clock.advance(750)
    expect(hall.asked).toBe(4)
  })

  test('asks nothing more when a refusal is final for its owner', () => {
    const { hall, clock, follower } = startFollower({ onRefused: () => follower.stop() })
    follower.subscribe()
    hall.answer(refuse('access.signIn'))
    clock.advance(60_000)
    expect([hall.asked, clock.idle]).toEqual([1, true])
  })

  test('asks nothing while it is disconnected, and keeps its view', () => {
    const { hall, clock, follower } = startFollower()
    follower.subscribe()
    hall.answer()
    const before = hall.view
    hall.send(hall.commit(1))
    follower.disconnected()
    hall.send(hall.commit(2))
    clock.advance(60_000)
    expect([hall.asked, follower.view?.number]).toEqual([1, before.number + 1])
    follower.subscribe()
    hall.answer()
    expect(follower.view).toEqual(hall.view)
  })

  test('does not ask again when the line is lost during the pause', () => {
    const { hall, clock, follower } = startFollower()
    follower.subscribe()
    hall.answer(refuse('hall.storage'))
    follower.disconnected()
    clock.advance(60_000)
    expect([hall.asked, clock.idle]).toEqual([1, true])
  })

  test('does nothing more once it is stopped', () => {
    const { hall, clock, follower } = startFollower()
    follower.subscribe()
    follower.stop()
    hall.answer()
    hall.send(hall.commit(1))
    follower.disconnected()
    follower.subscribe()
    clock.advance(60_000)
    expect([hall.asked, follower.view, clock.idle]).toEqual([1, null, true])
  })
})
