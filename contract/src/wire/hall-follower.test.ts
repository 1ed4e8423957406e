import { describe, expect, test } from 'vitest'
import { dayOf, startFollower } from '../../test/followed-hall.ts'

describe('the view of a follower', () => {
  test('has no view before the first snapshot, and folds what comes after it', () => {
    const told: unknown[] = []
    const { hall, follower } = startFollower({
      onSnapshot: ({ view }) => told.push(['snapshot', view.number]),
      onBatch: ({ to }, view) => told.push([to, view.day]),
    })
    hall.commit(2)
    follower.subscribe()
    expect(follower.view).toBeNull()
    hall.answer()
    hall.send(hall.commit(2))
    expect(follower.view).toEqual(hall.view)
    expect(told).toEqual([
      ['snapshot', 2],
      [4, dayOf(4)],
    ])
  })

  test('holds batches that come before the snapshot', () => {
    const told: number[] = []
    const { hall, follower } = startFollower({
      onBatch: ({ entries }) => told.push(...entries.map((e) => e.number)),
    })
    follower.subscribe()
    hall.send(hall.commit(1))
    const snapshot = hall.snapshot()
    hall.send(hall.commit(1))
    hall.answer(snapshot)
    expect(follower.view).toEqual(hall.view)
    expect(told).toEqual([2])
  })

  test('tells each fact once when batches repeat or overlap', () => {
    const told: number[] = []
    const { hall, follower } = startFollower({
      onBatch: ({ entries }) => told.push(...entries.map((e) => e.number)),
    })
    follower.subscribe()
    hall.answer()
    hall.send(hall.commit(2))
    hall.send(hall.batch(1))
    hall.commit(3)
    hall.send(hall.batch(1))
    expect(told).toEqual([1, 2, 4, 5])
    expect(follower.view).toEqual(hall.view)
  })

  test('subscribes again on a gap, once for all the batches behind it', () => {
    const gaps: number[] = []
    const { hall, follower } = startFollower({ onGap: ({ from }, view) => gaps.push(view.number, from) })
    follower.subscribe()
    hall.answer()
    hall.commit(1)
    hall.send(hall.commit(1))
    hall.send(hall.commit(1))
    hall.send(hall.commit(1))
    expect([hall.asked, gaps]).toEqual([2, [0, 2]])
    hall.answer()
    expect(follower.view).toEqual(hall.view)
    expect(hall.asked).toBe(2)
  })

  test('finds a gap among the batches it held', () => {
    const { hall, follower } = startFollower()
    follower.subscribe()
    const snapshot = hall.snapshot()
    hall.commit(1)
    hall.send(hall.commit(1))
    hall.send(hall.commit(1))
    hall.answer(snapshot)
    expect([hall.asked, follower.view?.number]).toEqual([2, 0])
    hall.answer()
    expect(follower.view).toEqual(hall.view)
  })

  test('folds onto the view that its owner keeps', () => {
    const writes: string[] = []
    const { hall, follower } = startFollower({
      keep: ({ view }) =>
        new Proxy(view, {
          set: (target, key, value) => {
            writes.push(String(key))
            return Reflect.set(target, key, value)
          },
        }),
    })
    follower.subscribe()
    hall.answer()
    hall.send(hall.commit(1))
    expect(writes).toEqual(expect.arrayContaining(['day', 'number']))
    expect(follower.view?.day).toBe(dayOf(1))
  })

  test('says when the snapshot was asked for', () => {
    const times: number[] = []
    const { hall, clock, follower } = startFollower({
      onSnapshot: (_snapshot, askedAt) => times.push(askedAt),
    })
    clock.advance(70)
    follower.subscribe()
    clock.advance(300)
    hall.answer()
    expect(times).toEqual([70])
  })
})
