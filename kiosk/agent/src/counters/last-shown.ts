/** What each device was last told to show, so that it is told again only what is new. */
export class LastShown<Device> {
  readonly #keys = new Map<Device, string>()

  /** Forgets devices that are no longer there. */
  keepOnly(present: readonly Device[]): void {
    for (const device of this.#keys.keys()) if (!present.includes(device)) this.#keys.delete(device)
  }

  /** Whether this is another thing than what it shows; remembers it. */
  isNew(device: Device, key: string): boolean {
    if (this.#keys.get(device) === key) return false
    this.#keys.set(device, key)
    return true
  }
}
