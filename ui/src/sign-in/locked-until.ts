/** The wall-clock `HH:MM:SS` a lock ends at, out of a refusal's detail (epoch ms or ISO 8601); null: it does not say. */
export function lockedUntil(detail: string | undefined): string | null {
  if (!detail) return null
  const at = new Date(/^\d+$/.test(detail) ? Number(detail) : detail)
  if (Number.isNaN(at.getTime())) return null
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(at)
}
