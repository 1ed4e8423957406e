const uuid7Form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/**
 * The epoch milliseconds inside an id, which are the first 48 bits of a UUIDv7 (RFC 9562 §5.7); undefined when it is
 * none.
 */
export function timeOf(id: string): number | undefined {
  return uuid7Form.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined
}
