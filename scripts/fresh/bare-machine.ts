import { join } from 'node:path'
import { run, startProgram } from '@service-hall/harness/process'
import type { Program, RunOptions, RunResult } from '@service-hall/harness/process'

/** A root that commands run in as on a machine of their own; it shares the network and the kernel with ours. */
export type BareMachine = {
  /** Its root, seen from here. */
  root: string
  /** Runs shell words to their end. */
  run: (words: string, options?: Pick<RunOptions, 'hear' | 'stillMs'>) => Promise<RunResult>
  /** Starts shell words; all they started ends with them. */
  start: (words: string, hear: (line: string) => void) => Program
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** @param env on top of a home and a path, all that its programs find in their environment */
export function bareMachine(root: string, env: Record<string, string>): BareMachine {
  const own = ['--mount', '--pid', '--fork', '--kill-child=SIGKILL', '--propagation', 'private']
  const variables = Object.entries({ HOME: '/root', PATH, ...env }).map(([name, value]) => `${name}=${value}`)
  const args = (words: string): string[] => [
    ...own,
    ...['/bin/sh', join(import.meta.dirname, 'enter.sh'), root],
    // The shell stays: as the first process it has to take care of those whose parent is gone.
    ...['/usr/bin/env', '-i', ...variables, '/bin/bash', '-c', `${words}; exit $?`],
  ]
  return {
    root,
    run: (words, options) => run('unshare', args(words), options),
    start: (words, hear) => startProgram({ name: words, command: 'unshare', args: args(words), hear }),
  }
}
