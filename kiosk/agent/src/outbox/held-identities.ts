import type { Command, Identity } from '@service-hall/contract'
import type { Sender } from '../ports.ts'

/**
 * Who the customers are whose tickets are asked for, by command id: in memory only. The command on disk does not say it;
 * it is added when the command leaves for the hall. Sent again without it, after a restart, the command is to the hall
 * the same, and gets the same answer.
 */
export class HeldIdentities {
  readonly #byCommand = new Map<string, Identity>()
  /** Whose ID card was laid on the reader; null: nobody's in particular. The reader's capability says. */
  present: () => Identity | null = () => null

  hold(commandId: string, identity: Identity): void {
    this.#byCommand.set(commandId, identity)
  }

  /** Forgets all but the one whose customer still waits for the answer. */
  keepOnly(commandId: string | null): void {
    for (const id of this.#byCommand.keys()) if (id !== commandId) this.#byCommand.delete(id)
  }

  /** The command as the hall gets it. */
  withIdentity(command: Command): Command {
    const identity = command.type === 'ticket.issue' ? this.#byCommand.get(command.id) : undefined
    return command.type === 'ticket.issue' && identity ? { ...command, identity } : command
  }
}

/** The way to the hall, on which a command gets what must not lie on disk. */
export function senderWith(identities: HeldIdentities, sender: Sender, isAwaited: IsAwaited): Sender {
  return {
    get isOnline() {
      return sender.isOnline
    },
    send: (command) => sender.send(asOfNow(identities.withIdentity(command), isAwaited)),
  }
}

/** Whether a customer still waits for the answer to a command. */
export type IsAwaited = (commandId: string) => boolean

/** A touch whose customer was told that it came to nothing makes no ticket, whatever the clocks of hall and kiosk say. */
function asOfNow(command: Command, isAwaited: IsAwaited): Command {
  const hasLapsed = command.type === 'ticket.issue' && command.asOf !== undefined && !isAwaited(command.id)
  return hasLapsed ? { ...command, lapsed: true } : command
}
