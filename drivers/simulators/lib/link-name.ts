import { existsSync, lstatSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The name of a pseudo-terminal, a symbolic link at a path that a person chose: it never takes the place of anything
 * that is theirs, and never takes anything away but itself.
 */
export class LinkName {
  readonly #path: string
  #target: string | undefined

  /** Throws, in a sentence, when something is there already; a name whose terminal is gone may be taken. */
  constructor(path: string) {
    this.#path = path
    if (!existsSync(dirname(path)))
      throw new Error(`There is no folder ${dirname(path)} for the terminal ${path}.`)
    const entry = lstatSync(path, { throwIfNoEntry: false })
    if (entry && !(entry.isSymbolicLink() && !existsSync(path))) throw taken(path)
  }

  /** Lets the name stand for this terminal. Throws when something else has come there meanwhile. */
  put(terminal: string): void {
    this.remove()
    if (isLink(this.#path) && !existsSync(this.#path)) rmSync(this.#path)
    try {
      // Fails where there is anything, so nothing that came after our look is lost.
      symlinkSync(terminal, this.#path)
    } catch (error) {
      if (isCode(error, 'EEXIST')) throw taken(this.#path)
      throw error
    }
    this.#target = terminal
  }

  /** Takes the name away if it is still ours. */
  remove(): void {
    if (this.#target !== undefined && isLink(this.#path) && readlinkSync(this.#path) === this.#target)
      rmSync(this.#path)
    this.#target = undefined
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

function taken(path: string): Error {
  return new Error(
    `There is something at ${path} already; take it away, or name another place for the terminal.`,
  )
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
