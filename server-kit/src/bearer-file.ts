import type { Log } from './log.ts'
import { readPrivate } from './private-file.ts'
import { isSameSecret } from './same-secret.ts'

/** A token of fewer characters is none: it could be guessed. */
const LEAST_CHARACTERS = 32

/** Whether an `Authorization` header shows the token. */
export type Admits = (authorization: string | undefined) => Promise<boolean>

/**
 * Admits who sends `Authorization: Bearer <token>` with the token in a file; nobody while there is no such file or
 * the token in it is shorter than 32 characters. The file is read at each request, so a new token holds at once.
 * Compares in constant time.
 */
export function bearerFile(path: string, log: Pick<Log, 'warn' | 'error'>): Admits {
  let warned = false
  const read = async (): Promise<string> => {
    const token = (await readPrivate(path))?.trim() ?? ''
    const isTooShort = token.length > 0 && token.length < LEAST_CHARACTERS
    if (isTooShort && !warned) log.warn('bearer.tooShort', { path, atLeast: LEAST_CHARACTERS })
    warned = isTooShort
    return isTooShort ? '' : token
  }
  return async (authorization) => {
    const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
    if (given === undefined) return false
    try {
      const token = await read()
      return token !== '' && isSameSecret(given, token)
    } catch (error) {
      log.error('bearer.unreadable', error, { path })
      return false
    }
  }
}
