import { describe, expect, test } from 'vitest'
import { add, closingLine, fromPlaywright, fromVitest, nothing, oneCheck, settle } from './tally.ts'

const passedTwo = { passed: 2, failed: 0, skipped: 0 }

describe('the closing line', () => {
  test('leaves skipped out when nothing was', () => {
    expect(closingLine(passedTwo)).toBe('2 passed, 0 failed')
  })
  test('names what was skipped', () => {
    expect(closingLine({ passed: 2, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped')
  })
})

describe('a runner', () => {
  test('that wrote no report failed once', () => {
    expect(settle(null, 0)).toEqual(oneCheck(false))
  })
  test('that ran no test failed once', () => {
    expect(settle(nothing, 0)).toEqual(oneCheck(false))
  })
  test('that failed though no test did failed once', () => {
    expect(settle(passedTwo, 1)).toEqual(add(passedTwo, oneCheck(false)))
  })
  test('whose failure is a failed test is counted as it says', () => {
    const report = { passed: 2, failed: 1, skipped: 0 }
    expect(settle(report, 1)).toEqual(report)
  })
})

test('a test file that cannot be loaded counts as one failure', () => {
  const report = { numPassedTests: 4, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'passed', assertionResults: [{}] },
  ]
  expect(fromVitest({ ...report, testResults })).toEqual({ passed: 4, failed: 2, skipped: 3 })
})

test('an end-to-end test that passed at its second try is passed', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 2, skipped: 4 }
  expect(fromPlaywright({ stats })).toEqual({ passed: 5, failed: 1, skipped: 4 })
})
