import { describe, expect, test } from 'vitest'
import { destinations, obviousDestination } from './destination.ts'
import { lockedUntil } from './locked-until.ts'

describe('after signing in', () => {
  test('counter staff go to the counter and managers to administration, whatever they asked for', () => {
    expect(obviousDestination(['counterStaff'], '/admin')).toBe('/counter')
    expect(obviousDestination(['administrator'], '/counter')).toBe('/admin')
    expect(obviousDestination(['lobbyManager'], '/signin')).toBe('/admin')
  })

  test('someone with both chooses, unless they came for administration', () => {
    expect(obviousDestination(['lobbyManager', 'counterStaff'], '/counter')).toBeNull()
    expect(obviousDestination(['lobbyManager', 'counterStaff'], '/admin')).toBe('/admin')
    expect(destinations(['lobbyManager', 'counterStaff'])).toEqual(['/counter', '/admin'])
  })

  test('someone without a page goes nowhere', () => {
    expect(obviousDestination([], '/admin')).toBeNull()
  })
})

describe('a locked account', () => {
  test('says until when, if the server did', () => {
    const at = new Date(2026, 0, 5, 14, 30)
    expect(lockedUntil(String(at.getTime()))).toBe('14:30')
    expect(lockedUntil(at.toISOString())).toBe('14:30')
    expect(lockedUntil('soon')).toBeNull()
    expect(lockedUntil(undefined)).toBeNull()
  })
})
