import type { StaffId } from '@service-hall/contract'
import { aHall } from '@service-hall/ui/testing'
import type { TestHall } from '@service-hall/ui/testing'
import { describe, expect, test } from 'vitest'
import { ACTIONS, actionOfKey, blockedActions, recalls, usualNext } from './actions.ts'
import type { ActionId } from './actions.ts'
import { counterOfStaff, situationAt, undoChance } from './situation.ts'

const RECALLS = 3

function at(hall: TestHall, link: 'online' | 'lost' = 'online') {
  const counter = counterOfStaff(hall.view, 'S1' as StaffId)!
  const situation = situationAt(hall.view, counter)
  const waiting = Object.values(hall.view.lanes).flat().length
  const undo = undoChance(hall.view, counter, 30, hall.now())
  const blocked = blockedActions({ situation, link, waiting, undo })
  const possible = ACTIONS.map((action) => action.id).filter((id: ActionId) => blocked[id] === null)
  return { situation, undo, blocked, possible, next: usualNext(situation) }
}
function openCounter(): TestHall {
  const hall = aHall()
  hall.open('C1')
  return hall
}

describe('what can be done at a counter', () => {
  test('is calling, pausing and closing when it is free and people wait', () => {
    const hall = openCounter()
    hall.issue()
    expect(at(hall)).toMatchObject({ possible: ['callNext', 'pause', 'close'], next: 'callNext' })
  })

  test('says that nobody waits rather than letting one call into the void', () => {
    expect(at(openCounter()).blocked.callNext).toBe('nobodyWaits')
  })

  test('is all about the customer once one is called', () => {
    const hall = openCounter()
    hall.call(hall.issue())
    expect(at(hall)).toMatchObject({
      possible: ['recall', 'noShow', 'start', 'transfer', 'park', 'undo'],
      next: 'start',
    })
    expect(at(hall).blocked.complete).toBe('notStarted')
    expect(at(hall).blocked.close).toBe('busy')
  })

  test('is recalling up to the limit, where the same key marks a no-show and says so', () => {
    const hall = openCounter()
    const id = hall.issue()
    hall.call(id)
    for (let times = 1; times <= RECALLS; times += 1) {
      expect(recalls(at(hall).situation, RECALLS)).toEqual({ count: times - 1, used: false })
      hall.recall(id, times)
    }
    expect(recalls(at(hall).situation, RECALLS)).toEqual({ count: RECALLS, used: true })
    expect(at(hall).blocked.recall).toBeNull()
    hall.start(id)
    expect(recalls(at(hall).situation, RECALLS).used).toBe(false)
  })

  test('is completing, transferring and parking while serving', () => {
    const hall = openCounter()
    const id = hall.issue()
    hall.call(id)
    hall.start(id)
    expect(at(hall)).toMatchObject({ possible: ['complete', 'transfer', 'park', 'undo'], next: 'complete' })
    expect(at(hall).blocked.recall).toBe('underWay')
  })

  test('is resuming and closing while paused', () => {
    const hall = openCounter()
    hall.issue()
    hall.pause('C1')
    expect(at(hall)).toMatchObject({ possible: ['pause', 'close'], next: 'pause' })
    expect(at(hall).blocked.callNext).toBe('paused')
  })

  test('is nothing while the line is lost, and says why', () => {
    const hall = openCounter()
    hall.call(hall.issue())
    const { possible, blocked } = at(hall, 'lost')
    expect(possible).toEqual([])
    expect(new Set(Object.values(blocked))).toEqual(new Set(['link']))
  })
})

describe('undo', () => {
  test('counts down and ends with the undo time', () => {
    const hall = openCounter()
    hall.noShow(
      (() => {
        const id = hall.issue()
        hall.call(id)
        return id
      })(),
    )
    expect(at(hall).undo).toEqual({
      possible: true,
      action: 'noShow',
      ticketNumber: 'A001',
      secondsLeft: 30,
    })
    hall.pass(29.5)
    expect(at(hall).undo).toMatchObject({ possible: true, secondsLeft: 1 })
    hall.pass(0.5)
    expect(at(hall).undo).toEqual({ possible: false, why: 'tooLate' })
  })

  test('ends when somebody has built on it', () => {
    const hall = openCounter()
    hall.open('C2', 'S2')
    const id = hall.issue()
    hall.call(id)
    hall.transfer(id, { kind: 'service', serviceId: 'change' as never })
    hall.call(id, 'C2')
    expect(at(hall).undo).toEqual({ possible: false, why: 'movedOn' })
  })
})

describe('keys', () => {
  test('are the digits on the buttons, on both blocks of keys', () => {
    for (const { id, key } of ACTIONS) {
      expect(actionOfKey(`Digit${key}`)).toBe(id)
      expect(actionOfKey(`Numpad${key}`)).toBe(id)
    }
    expect(new Set(ACTIONS.map((action) => action.key)).size).toBe(ACTIONS.length)
  })

  test('are nothing else', () => {
    for (const code of ['KeyA', 'F5', 'Space', 'NumpadEnter', 'Digit']) expect(actionOfKey(code)).toBeNull()
  })
})
