import { reasonOf } from './log.ts'
import type { Log } from './log.ts'
import { START_SENTENCES } from './start-sentences.ts'
import type { StartCode } from './start-sentences.ts'
import { TextEncodingError } from './strict-text.ts'
import { visible } from './visible.ts'

/** Why a program cannot start, which somebody can do something about: a code, and a sentence in both languages. */
export type StartFailure = { code: StartCode; zh: string; en: string; detail: string }

/** A start that we refuse ourselves. `detail` names the file, the port, the number. */
export class StartError extends Error {
  readonly code: StartCode

  constructor(code: StartCode, detail: string, cause?: unknown) {
    super(detail, cause === undefined ? {} : { cause })
    this.name = 'StartError'
    this.code = code
  }
}

/** Codes of Node and SQLite, which say the same in several ways. */
const SAME_AS: ReadonlyMap<string, StartCode> = new Map([
  ['SQLITE_FULL', 'disk.full'],
  ['ENOSPC', 'disk.full'],
  ['EDQUOT', 'disk.full'],
  ['SQLITE_IOERR', 'disk.error'],
  ['EIO', 'disk.error'],
  ['SQLITE_CORRUPT', 'database.damaged'],
  ['SQLITE_NOTADB', 'database.damaged'],
  ['SQLITE_READONLY', 'data.notAllowed'],
  ['SQLITE_PERM', 'data.notAllowed'],
  ['SQLITE_BUSY', 'database.busy'],
  ['SQLITE_LOCKED', 'database.busy'],
  ['EACCES', 'data.notAllowed'],
  ['EPERM', 'data.notAllowed'],
  ['EROFS', 'data.notAllowed'],
  ['ENOENT', 'file.missing'],
  ['ENOTDIR', 'data.notAFolder'],
  ['EEXIST', 'data.notAFolder'],
  ['EISDIR', 'file.isFolder'],
  ['EMFILE', 'system.tooManyFiles'],
  ['ENFILE', 'system.tooManyFiles'],
  ['EADDRINUSE', 'port.taken'],
  ['EADDRNOTAVAIL', 'port.noAddress'],
  ['ENOTFOUND', 'port.noAddress'],
  ['ERR_SOCKET_BAD_PORT', 'port.noPort'],
])
/** What only says that something went wrong; what caused it says more. */
const GENERAL: ReadonlySet<StartCode> = new Set(['journal.failed', 'database.open', 'database.thread'])

/** The expected failure in an error or its causes; null where it is a bug, whose stack is wanted. */
export function startFailure(error: unknown): StartFailure | null {
  let general: StartCode | null = null
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = codeOf(at)
    if (code && !GENERAL.has(code)) return told(code, error)
    general ??= code
  }
  return general && told(general, error)
}

/**
 * Says why a program did not start: an expected failure on one line of the log without a stack and as a sentence in both
 * languages, a bug with its stack.
 */
export function reportNotStarted(
  log: Log,
  event: string,
  error: unknown,
  write: (text: string) => void = (text) => void process.stderr.write(text),
): void {
  const failure = startFailure(error)
  if (!failure) return log.error(event, error)
  log.error(event, failure.detail, { code: failure.code })
  write(startText(failure))
}

/**
 * For a tool that a person runs: an expected failure, and a command line that is none of its own (`usage` is shown), is
 * a sentence on stderr and exit code 2, and so is input that is not UTF-8; a bug is thrown on.
 */
export function failedTool(error: unknown, usage: string): number {
  const failure = startFailure(error)
  const isUsage = error instanceof TypeError && 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code))
  if (error instanceof TextEncodingError) {
    process.stderr.write(
      `输入不是 UTF-8 编码，没有更改任何内容。\nThe input is ${error.message}. Nothing was changed.\n`,
    )
    return 2
  }
  if (!failure && !isUsage) throw error
  process.stderr.write(failure ? startText(failure) : `${reasonOf(error)}\n\n${usage}\n`)
  return 2
}

/** For a person at a terminal. */
export function startText({ code, zh, en, detail }: StartFailure): string {
  return `[${code}] ${zh}\n[${code}] ${en}\n  ${detail}\n`
}

function told(code: StartCode, error: unknown): StartFailure {
  return { code, ...START_SENTENCES[code], detail: visible(reasonOf(error).split('\n')[0] ?? '') }
}

function codeOf(error: Error): StartCode | null {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === undefined) return null
  if (syscall === 'listen' && (code === 'EACCES' || code === 'EPERM')) return 'port.notAllowed'
  if (Object.hasOwn(START_SENTENCES, code)) return code as StartCode
  return SAME_AS.get(code) ?? null
}
