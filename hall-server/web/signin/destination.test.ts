import { describe, expect, test } from 'vitest'
import { destinations, obviousDestination } from './destination.ts'

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
