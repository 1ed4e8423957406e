import type { z } from 'zod'
import type { Power } from '../../hub/words.ts'
import type { RefusalCode } from '../../refusal.ts'

/** Who may use a route: anybody, a monitoring peer with its token, anybody signed in, or who has this power there. */
export type ConsoleUser = 'stranger' | 'monitor' | 'signedIn' | Power

/**
 * Where the power is asked for. `place`: the hall, region or thing that the request names; who sees nothing of it is
 * answered as if it were not there. `seen`: the answer holds what lies in one's regions, and nothing else. `root`: the
 * whole organisation. `decided`: each command says where; the hub's records decide. `own`: what is one's own.
 */
export type ConsoleReach = 'own' | 'place' | 'seen' | 'root' | 'decided'

/** A body that is no JSON. */
export type OtherBody = { type: string; is: string }
/** A body by the name of its type in this contract; `list`: a list of such; `table`: a table of such by key. */
export type TypedBody = { json: string; of?: 'list' | 'table' }

/** One HTTP route of a region's hub. */
export type ConsoleRoute = {
  method: 'GET' | 'POST' | 'DELETE'
  /** Parameters as `:name`. */
  path: string
  /** What it does, in one sentence. */
  does: string
  by: ConsoleUser
  at: ConsoleReach
  params?: z.ZodObject
  /** Behind `?`. */
  query?: z.ZodType
  request?: z.ZodType
  /** Largest body, bytes; 65,536 where it says nothing. */
  mostBytes?: number
  /** Only where the hub was started with it. */
  only?: 'oidc'
  /** Status → body of the answers that are no refusal. `null`: none. */
  answers: Readonly<Record<number, TypedBody | OtherBody | null>>
  /** Refusals of its own, beside `ROUTE_REFUSALS`. */
  refusals: readonly RefusalCode[]
  /** A request that is taken for what it is: parts of the path, of the query, the body. */
  example?: {
    params?: Readonly<Record<string, string>>
    query?: Readonly<Record<string, string>>
    request?: unknown
  }
}

/** Declares routes; their methods and codes are checked where they stand. */
export const consoleRoutes = (rows: readonly ConsoleRoute[]): readonly ConsoleRoute[] => rows

/** An id as a sender would make it, for examples. */
export const AN_ID = '01980000-0000-7000-8000-000000000001'
