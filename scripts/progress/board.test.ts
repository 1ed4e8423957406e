import { afterEach, expect, test, vi } from 'vitest'
import { createBoard, during } from './board.ts'

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

test('what takes its time is told as long as it takes, and what it gives or throws is passed on', async () => {
  const { lines, board } = aBoard()
  const slow = during(board, 'hall', 'starting', () => new Promise((done) => setTimeout(done, 1_500, 7)))
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await slow).toBe(7)
  expect(lines).toEqual(['hall        …  0:01 starting'])
  await expect(during(board, 'hall', 'starting', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(vi.getTimerCount()).toBe(0)
})

test('what is said is shown at once', () => {
  const { lines, board } = aBoard()
  const ensure = board.begin('ensure')
  ensure.say('Installing socat…')
  expect(lines).toEqual(['ensure      …  Installing socat…'])
  ensure.end()
})
