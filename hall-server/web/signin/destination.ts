import type { Role } from '@service-hall/contract'

export type Destination = '/counter' | '/admin'

const OPEN_TO: Record<Destination, readonly Role[]> = {
  '/counter': ['counterStaff'],
  '/admin': ['administrator', 'lobbyManager'],
}

/** The pages somebody with these roles may open. */
export function destinations(roles: readonly Role[]): Destination[] {
  return (Object.keys(OPEN_TO) as Destination[]).filter((page) =>
    OPEN_TO[page].some((role) => roles.includes(role)),
  )
}

/**
 * Where to go without asking: the only page there is, or administration where that was asked for. `/counter` says
 * nothing, since the bare address leads there too. Null: let them choose.
 */
export function obviousDestination(roles: readonly Role[], path: string): Destination | null {
  const open = destinations(roles)
  if (open.length === 1) return open[0] ?? null
  return path === '/admin' && open.includes('/admin') ? '/admin' : null
}
