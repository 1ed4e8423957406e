import { readFile } from 'node:fs/promises'
import { HallFile, crossCheck } from '@service-hall/contract'
import type { ConfigProblem } from '@service-hall/contract'
import { parseDocument } from 'yaml'

/** A hall file that cannot be used: every problem with its place and what was expected there. */
export class HallFileError extends Error {
  readonly problems: readonly ConfigProblem[]

  constructor(file: string, problems: readonly ConfigProblem[]) {
    super(
      [
        `${file} cannot be used:`,
        ...problems.map((row) => `  ${row.path || '(file)'}: expected ${row.expected}`),
      ].join('\n'),
    )
    this.name = 'HallFileError'
    this.problems = problems
  }
}

/** Reads and checks the YAML of one hall. Throws `HallFileError`; nothing is half read. */
export async function readHallFile(path: string): Promise<HallFile> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new HallFileError(path, [{ path: '', expected: `a readable file (${String(error)})` }])
  })
  const document = parseDocument(text)
  if (document.errors.length > 0) {
    throw new HallFileError(
      path,
      document.errors.map((error) => ({ path: '', expected: `YAML (${error.message})` })),
    )
  }
  const parsed = HallFile.safeParse(document.toJS())
  if (!parsed.success) {
    throw new HallFileError(
      path,
      parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), expected: expectation(issue) })),
    )
  }
  const problems = crossCheck(parsed.data)
  if (problems.length > 0) throw new HallFileError(path, problems)
  return parsed.data
}

/** What should stand there, from zod's sentence: `Invalid input: expected number, received string`. */
function expectation(issue: { code: string; message: string; keys?: readonly string[] }): string {
  if (issue.code === 'unrecognized_keys')
    return `no ${(issue.keys ?? []).join(', ')} here: there is no such setting`
  return issue.message.replace(/^.*?: expected /, '')
}
