/** One device on a line that others may share. It hears everything and answers what names its address. */
export type BusDevice = {
  readonly address: number
  hear(bytes: Uint8Array): void
  /** Answers a request of the control channel that names its address, or none. */
  control(request: Record<string, unknown>, peer: object): unknown
  /** Faults of its own besides `dead`; `null` ends them all. False to a fault it does not know. */
  fault(name: string | null, request: Record<string, unknown>): boolean
}

/** Makes a device that speaks through `send`. */
export type MakeDevice = (address: number, send: (bytes: Uint8Array) => void) => BusDevice
