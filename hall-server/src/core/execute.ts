import { mayCommand, refuse } from '@service-hall/contract'
import type { Answer, Command, CommandType } from '@service-hall/contract'
import type { Peer, Prepare, Prepares } from './capability.ts'
import type { HallOf, Knows } from './hall.ts'

/** Executes a peer's command: prepared where a capability does so, then decided, journaled and answered. */
export type Execute = (peer: Peer, command: Command, knows?: Pick<Knows, 'tooMany'>) => Promise<Answer>

export function executing<Ports>(hall: HallOf, prepares: Prepares<Ports>, ports: Ports): Execute {
  return async (peer, command, knows = {}) => {
    if (!mayCommand(peer, command.type)) return refuse('access.denied')
    const prepare = prepares[command.type] as Prepare<CommandType, Ports> | undefined
    if (!prepare) return hall.execute(peer, command, knows)
    const prepared = await prepare(command, peer, ports)
    if (!prepared.ok) {
      // What was answered once stays so, whatever is known against it by now: a bill is no longer owed after it was paid.
      const isAnswered = await hall.isAnswered(command.id)
      return isAnswered ? hall.execute(peer, command, knows) : prepared
    }
    const answer = await hall.execute(peer, prepared.command, { ...knows, bar: prepared.bar })
    await prepared.answered?.(answer)
    return answer
  }
}
