import { relative } from 'node:path'
import { root } from '@service-hall/harness/paths'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { progressLine } from './progress-line.ts'
import type { Progress } from './progress-line.ts'

/** Tells on stdout, for the stage that runs us, how far the tests are: a line as each file ends, and as a test fails. */
export default class ProgressReporter implements Reporter {
  #progress: Progress = { done: 0, of: 0, passed: 0, failed: 0, now: [] }

  onTestRunStart(files: readonly unknown[]): void {
    this.#tell({ of: files.length })
  }

  onTestModuleStart(module: TestModule): void {
    this.#tell({ now: [...this.#progress.now, fileOf(module)] })
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result()
    if (state === 'passed') this.#progress.passed += 1
    if (state !== 'failed') return
    this.#tell({
      failed: this.#progress.failed + 1,
      fault: `${fileOf(test.module)} > ${test.fullName}`,
    })
  }

  onTestModuleEnd(module: TestModule): void {
    this.#tell({
      done: this.#progress.done + 1,
      now: this.#progress.now.filter((file) => file !== fileOf(module)),
    })
  }

  #tell({ fault, ...change }: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...change }
    process.stdout.write(`${progressLine({ ...this.#progress, ...(fault !== undefined && { fault }) })}\n`)
  }
}

const fileOf = (module: TestModule): string => relative(root, module.moduleId)
