import type { Answer } from '@service-hall/contract'
import type { Effects } from '../capability.ts'
import { senderWith } from './held-identities.ts'
import type { Ports } from '../ports.ts'
import { answered } from './decide.ts'
import { Outbox } from './outbox.ts'
import { knownCommands, unknownCommands } from './state.ts'

/** Sends what is queued until the hall has answered it. Commands that this release does not know stay where they are. */
export function outboxEffects(ports: Ports): Effects {
  const { memory, link, identities, clock, log, random, followUp } = ports
  const outbox = new Outbox({ sender: senderWith(identities, link, isAwaited), clock, log, random, onAnswer })

  function isAwaited(commandId: string): boolean {
    const { session } = memory.state
    return session.step === 'issuing' && session.commandId === commandId
  }
  function onAnswer(commandId: string, answer: Answer): void {
    memory.record(answered(memory.state.outbox, commandId, answer, followUp))
  }
  const hold = (): void => {
    outbox.hold(knownCommands(memory.state.outbox))
    for (const { type, id } of unknownCommands(memory.state.outbox)) log.warn('outbox.unknown', { type, id })
  }
  return {
    start: hold,
    committed: { CommandQueued: ({ command }) => outbox.add([command]) },
    restored: hold,
    hallRead: () => outbox.wake(),
    stop: () => outbox.stop(),
  }
}
