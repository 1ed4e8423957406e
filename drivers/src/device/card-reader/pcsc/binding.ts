/**
 * The PC/SC service of a system, as `pcscd-client.ts` speaks to it on Linux. A binding to
 * winscard would have this shape as well.
 */
export type PcscBinding = { Client: new () => PcscClient }

/** A connection to the service. `error` ends it: a stopped client is not used again. */
export type PcscClient = {
  on(event: 'reader', listener: (reader: PcscReader) => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
  /** Throws, or emits `error`, when there is no service. */
  start(): unknown
  /** Never throws, also when the service is gone. */
  stop(): void
}

export type PcscReader = {
  name(): string
  on(event: 'change', listener: (status: { raw: number }) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
  connect(mode: number, protocol: number): Promise<PcscCard>
}

/** A card that is connected; every promise may be rejected with an error that has a `code`. */
export type PcscCard = {
  protocol(): number
  state(): Promise<{ atr: Uint8Array }>
  transmit(apdu: Uint8Array): Promise<Uint8Array>
  reconnect(mode: number, disposition: number): Promise<unknown>
  disconnect(disposition: number): Promise<void>
}

/** Numbers of the PC/SC specification, part 5 (`winscard.h`, `pcsclite.h`). */
export const PCSC = {
  exclusive: 1,
  anyProtocol: 3,
  protocolT0: 1,
  protocolT1: 2,
  leave: 0,
  reset: 1,
  unpower: 2,
  stateEmpty: 0x10,
  statePresent: 0x20,
  stateMute: 0x200,
} as const
