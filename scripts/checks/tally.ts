/** Checks counted by how they ended. */
export type Tally = { passed: number; failed: number; skipped: number }

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 }

/** A check that is one thing: lint, formatting, types. */
export const oneCheck = (ok: boolean): Tally => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/** The closing line of a test run. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed} failed`
  return skipped === 0 ? line : `${line}, ${skipped} skipped`
}

/**
 * Counts a runner's report together with its exit code: a run that says it failed though no test did (an error
 * outside any test, no test found, no report) is one failure more.
 *
 * @param report null when the runner wrote none
 */
export function settle(report: Tally | null, exitCode: number): Tally {
  if (report === null) return oneCheck(false)
  const ran = report.passed + report.failed + report.skipped > 0
  const honest = ran && (exitCode === 0 || report.failed > 0)
  return honest ? report : add(report, oneCheck(false))
}

/** The parts of Vitest's JSON report that we count. */
export type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** A file that could not be loaded has no tests to fail; it is counted as one. */
export function fromVitest(report: VitestReport): Tally {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** The parts of Playwright's JSON report that we count. */
export type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

/** Passed at a second try (`flaky`) is passed; whether there are second tries is the configuration's matter. */
export function fromPlaywright({ stats }: PlaywrightReport): Tally {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}
