import type { GroupId } from '@service-hall/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aService, aView } from '../../../test/builders.ts'
import { OFFER } from '../../../test/paying.ts'
import { MOST_CHOICES, MOST_SENIOR_CHOICES, sheetsOf } from './sheets.ts'

const groups = ['a', 'b', 'c'].map((id) => ({ id: id as GroupId, name: { zh: id, en: id } }))
const anyServices = fc
  .array(fc.record({ group: fc.constantFrom('a', 'b', 'c', 'unknown'), senior: fc.boolean() }), {
    maxLength: 30,
  })
  .map((rows) =>
    rows.map((row, i) => aService(`s${i}`, { groupId: row.group as GroupId, senior: row.senior })),
  )

describe('sheets of the start page', () => {
  test('hold every service once, at most six to a sheet', () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        const sheets = sheetsOf({ groups, services }, false)
        const ids = sheets.flatMap((sheet) => sheet.flatMap((group) => group.services.map((one) => one.id)))
        expect(ids.toSorted()).toEqual(services.map((one) => one.id).toSorted())
        for (const sheet of sheets)
          expect(sheet.flatMap((group) => group.services).length).toBeLessThanOrEqual(MOST_CHOICES)
        expect(sheets.length).toBeGreaterThan(0)
      }),
    )
  })

  test('offer only services marked for seniors in senior mode, at most four to a sheet', () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        const marked = services.some((one) => one.senior)
        for (const sheet of sheetsOf({ groups, services }, true)) {
          const shown = sheet.flatMap((group) => group.services)
          expect(shown.length).toBeLessThanOrEqual(MOST_SENIOR_CHOICES)
          if (marked) expect(shown.every((one) => one.senior)).toBe(true)
        }
      }),
    )
  })

  test('keep a group together where it fits', () => {
    const four = ['1', '2', '3', '4'].map((id) => aService(`a${id}`, { groupId: 'a' as GroupId }))
    const three = ['1', '2', '3'].map((id) => aService(`b${id}`, { groupId: 'b' as GroupId }))
    const sheets = sheetsOf({ groups, services: [...four, ...three] }, false)
    expect(sheets.map((sheet) => sheet.map((group) => group.id))).toEqual([['a'], ['b']])
  })
})

test('where payment and much else stand above them a sheet has fewer choices, and none is lost', () => {
  const services = Array.from({ length: 8 }, (_, n) => aService(`s${n}`))
  const crowded = sheetsOf(aView({ services, payment: OFFER, printer: 'unavailable' }), false)
  const shown = crowded.map((sheet) => sheet.flatMap((group) => group.services).length)
  expect(shown).toEqual([3, 3, 2])
  expect(sheetsOf(aView({ services: services.slice(0, 6), payment: OFFER }), false)).toHaveLength(1)
})
