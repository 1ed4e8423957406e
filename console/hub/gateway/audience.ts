import type { HallId, HubToConsole } from '@service-hall/contract'

type Payload<Event extends keyof HubToConsole> = Parameters<HubToConsole[Event]>[0]

/** Consoles that are connected to this node, in groups of those who see the same halls. */
export type Consoles = {
  /** Tells each group what `make` says for the halls that it sees; null: nothing. */
  tell<Event extends keyof HubToConsole>(
    event: Event,
    make: (seen: ReadonlySet<HallId>) => Payload<Event> | null,
  ): void
}

/** The consoles as capabilities see them: none before the hub listens. */
export class Audience implements Consoles {
  #consoles: Consoles | null = null

  serve(consoles: Consoles): void {
    this.#consoles = consoles
  }

  tell: Consoles['tell'] = (event, make) => this.#consoles?.tell(event, make)
}
