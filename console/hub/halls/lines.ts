import type { HallId, RefusalCode, UplinkRefusal } from '@service-hall/contract'

/** Lines of halls that are connected to this node. */
export type NodeLines = {
  /** Ends a hall's line, if it is here. */
  end(hallId: HallId, code: RefusalCode): void
  /** A name of a hall's line that is here, another one for each connection; null: it is not here. */
  lineOf(hallId: HallId): string | null
  /** Sends a directive, a JSON text, down a hall's line, sealed. Rejects where no answer came. */
  direct(hallId: HallId, text: string): Promise<{ ok: true } | UplinkRefusal>
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

  lineOf(hallId: HallId): string | null {
    return this.#lines?.lineOf(hallId) ?? null
  }

  direct(hallId: HallId, text: string): Promise<{ ok: true } | UplinkRefusal> {
    return this.#lines?.direct(hallId, text) ?? Promise.reject(new Error('the hub is not listening yet'))
  }
}
