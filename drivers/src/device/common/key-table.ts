/** A table of keys as a configuration has it: by the key's byte, in decimal or as `0x31`. */
export type KeyTable<Meaning> = Readonly<Record<string, Meaning>>

/** What each byte means; `undefined` when a byte or a meaning of the table is none, or it is empty. */
export function readKeyTable<Meaning>(
  table: KeyTable<unknown>,
  isMeaning: (value: unknown) => value is Meaning,
): ReadonlyMap<number, Meaning> | undefined {
  const keys = new Map<number, Meaning>()
  for (const [text, meaning] of Object.entries(table)) {
    const byte = /^(0x[\da-f]{1,2}|\d{1,3})$/i.test(text) ? Number(text) : undefined
    if (byte === undefined || byte > 0xff || !isMeaning(meaning)) return undefined
    keys.set(byte, meaning)
  }
  return keys.size > 0 ? keys : undefined
}
