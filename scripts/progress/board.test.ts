import { afterEach, expect, test, vi } from 'vitest'
import { createBoard } from './board.ts'

afterEach(() => vi.useRealTimers())

function aBoard() {
  vi.useFakeTimers()
  const lines: string[] = []
  const board = createBoard({
    print: (line) => lines.push(line),
    everyMs: 1_000,
    monotonic: () => Date.now(),
  })
  return { lines, board }
}

test('what runs is told every so often, with what it is at', () => {
  const { lines, board } = aBoard()
  const unit = board.begin('unit')
  const lint = board.begin('lint')
  unit.at('3 of 70')
  vi.advanceTimersByTime(1_000)
  expect(lines).toEqual(['unit        …  0:01 3 of 70', 'lint        …  0:01'])
  lint.end()
  unit.at('9 of 70')
  vi.advanceTimersByTime(61_000)
  expect(lines.at(-1)).toBe('unit        …  1:02 9 of 70')
})

test('what is soon done is not told, and nothing is told afterwards', () => {
  const { lines, board } = aBoard()
  const unit = board.begin('unit')
  vi.advanceTimersByTime(900)
  unit.end()
  vi.advanceTimersByTime(10_000)
  expect(lines).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('what is said is shown at once', () => {
  const { lines, board } = aBoard()
  const ensure = board.begin('ensure')
  ensure.say('Installing socat…')
  expect(lines).toEqual(['ensure      …  Installing socat…'])
  ensure.end()
})
