import { refuse } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Peer } from '../core/capability.ts'

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface FastifyRequest {
    /** Who asks; null: nobody we know. */
    peer: Peer | null
  }
}

/** A hook that answers strangers with nothing but that they must sign in. */
export async function signedInOnly(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  return request.peer ? undefined : sendRefusal(reply, refuse('access.signIn'))
}
