/**
 * A command without root's right to open every file. It stays root otherwise, so that it finds its own program wherever
 * that lies; to become nobody would need a way there that is open to all.
 */
export function asAnybody(command: readonly string[]): readonly string[] {
  if (process.getuid?.() !== 0) return command
  return ['setpriv', '--bounding-set=-dac_override,-dac_read_search', ...command]
}
