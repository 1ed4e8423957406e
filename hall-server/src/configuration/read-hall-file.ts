import { readFile } from 'node:fs/promises'
import { HallFile, crossCheck } from '@service-hall/contract'
import type { ConfigProblem } from '@service-hall/contract'
import { TextEncodingError, reasonOf, strictText, visible } from '@service-hall/server-kit'
import { parseDocument } from 'yaml'
import type { Document } from 'yaml'
import { inOneForm } from './one-form.ts'

/** A hall file that cannot be used: every problem with its place and what was expected there. */
export class HallFileError extends Error {
  readonly problems: readonly ConfigProblem[]

  constructor(file: string, problems: readonly ConfigProblem[]) {
    super(
      [
        `${visible(file)} cannot be used:`,
        ...problems.map((row) => `  ${visible(row.path) || '(file)'}: expected ${lines(row.expected)}`),
      ].join('\n'),
    )
    this.name = 'HallFileError'
    this.problems = problems
  }
}

/** The parser of YAML shows several lines of a file. */
function lines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}

/** Reads and checks the YAML of one hall. Throws `HallFileError`; nothing is half read. */
export async function readHallFile(path: string): Promise<HallFile> {
  const document = parseDocument(await textOf(path))
  if (document.errors.length > 0) {
    throw new HallFileError(
      path,
      document.errors.map((error) => ({ path: '', expected: `YAML (${error.message})` })),
    )
  }
  const parsed = HallFile.safeParse(inOneForm(valueOf(path, document)))
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

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new HallFileError(path, [{ path: '', expected: `a readable file (${String(error)})` }])
  })
  try {
    return strictText(bytes)
  } catch (error) {
    if (!(error instanceof TextEncodingError)) throw error
    const { line, column, looksLike } = error
    const place = `line ${line}, column ${column}`
    throw new HallFileError(path, [
      { path: place, expected: `UTF-8, and this looks like ${looksLike}: save the file as UTF-8` },
    ])
  }
}

/** What a document says; one that repeats itself without end is told like any other mistake. */
function valueOf(path: string, document: Document): unknown {
  try {
    return document.toJS()
  } catch (error) {
    throw new HallFileError(path, [{ path: '', expected: `YAML (${reasonOf(error)})` }])
  }
}

/** What should stand there, from zod's sentence: `Invalid input: expected number, received string`. */
function expectation(issue: { code: string; message: string; keys?: readonly string[] }): string {
  if (issue.code === 'unrecognized_keys')
    return `no ${(issue.keys ?? []).join(', ')} here: there is no such setting`
  return issue.message.replace(/^.*?: expected /, '')
}
