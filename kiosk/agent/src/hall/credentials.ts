import { join } from 'node:path'
import { EnrolmentTicket, StationId } from '@service-hall/contract'
import { z } from 'zod'
import { readPrivate, removePrivate, writePrivate } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'

const Token = z.object({ stationId: StationId, token: z.string().min(1) })
/** What lets this machine into the hall. */
export type Credentials = z.infer<typeof Token>

/** The machine's keys, each in a file that only its user may read: never in the journal, never in a log. */
export type KeyStore = {
  token(): Promise<Credentials | null>
  saveToken(credentials: Credentials): Promise<void>
  /** An enrolment under way, so that a restart keeps showing the same code. */
  request(): Promise<EnrolmentTicket | null>
  saveRequest(request: EnrolmentTicket): Promise<void>
  /** Forgets both: the hall no longer knows this machine. */
  clear(): Promise<void>
}

export function keyStore(folder: string, log: Log): KeyStore {
  const tokenFile = join(folder, 'station-token.json')
  const requestFile = join(folder, 'enrolment.json')
  return {
    token: () => read(tokenFile, Token, log),
    async saveToken(credentials) {
      await writePrivate(tokenFile, JSON.stringify(credentials))
      await removePrivate(requestFile)
    },
    request: () => read(requestFile, EnrolmentTicket, log),
    saveRequest: (request) => writePrivate(requestFile, JSON.stringify(request)),
    async clear() {
      await removePrivate(tokenFile)
      await removePrivate(requestFile)
    },
  }
}

/** A damaged file counts as none: the machine then asks to be let in anew. */
export async function read<T>(path: string, schema: z.ZodType<T>, log: Log): Promise<T | null> {
  const text = await readPrivate(path)
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    log.error('file.damaged', cause, { path })
    return null
  }
}
