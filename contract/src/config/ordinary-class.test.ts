import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aHallFile } from '../../test/index.ts'
import { classesAtKiosk, ordinaryClass } from './ordinary-class.ts'

const { priorityClasses } = aHallFile()

test('the ordinary class is the one of the least weight, in whatever order they are listed', () => {
  const orders = fc.shuffledSubarray(priorityClasses, { minLength: priorityClasses.length })
  fc.assert(
    fc.property(orders, (listed) => {
      expect(ordinaryClass({ priorityClasses: listed })?.id).toBe('normal')
      expect(classesAtKiosk({ priorityClasses: listed }).map(({ id }) => id)).toEqual(['normal', 'priority'])
    }),
  )
})

test('a mark says which one is ordinary, though another weighs less', () => {
  const marked = priorityClasses.map((row) => ({ ...row, ordinary: row.id === 'vip' }))
  expect(ordinaryClass({ priorityClasses: marked })?.id).toBe('vip')
})

test('of equal weights the one without a head start is ordinary, else the first', () => {
  const even = priorityClasses.map((row) => ({ ...row, weight: 1 })).reverse()
  expect(ordinaryClass({ priorityClasses: even })?.id).toBe('vip')
  expect(ordinaryClass({ priorityClasses: even.slice(1) })?.id).toBe('normal')
})
