import type { HallId, RefusalCode } from '@service-hall/contract'

/** Lines of halls that are connected to this node. */
export type NodeLines = {
  /** Ends a hall's line, if it is here. */
  end(hallId: HallId, code: RefusalCode): void
}

/** The lines as capabilities see them: none before the hub listens. */
export class HallLines implements NodeLines {
  #lines: NodeLines | null = null

  serve(lines: NodeLines): void {
    this.#lines = lines
  }

  end(hallId: HallId, code: RefusalCode): void {
    this.#lines?.end(hallId, code)
  }
}
