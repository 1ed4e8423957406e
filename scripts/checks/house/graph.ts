import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { packageOf } from '../../../rooms.config.ts'
import { importsOf } from './imports.ts'
import type { Source } from './sources.ts'

/** An import of one of our files by another. */
export type Edge = {
  from: string
  to: string
  typeOnly: boolean
}

/**
 * Every import that stays in the house. `rooms`: folders of the rooms; what they export stands in their package.json.
 */
export function edgesOf(sources: readonly Source[], root: string, rooms: readonly string[]): Edge[] {
  const known = new Set(sources.map(({ path }) => path))
  const doors = new Map(rooms.flatMap((room) => doorsOf(root, room)))
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ specifier, typeOnly }) => {
      const to = specifier.startsWith('.')
        ? posix.join(posix.dirname(source.path), specifier.replace(/\?.*$/, ''))
        : doors.get(specifier)
      return to !== undefined && known.has(to) ? [{ from: source.path, to, typeOnly }] : []
    }),
  )
}

/** What a room can be asked for by name, and the file behind it. */
function doorsOf(root: string, room: string): [string, string][] {
  const manifest = join(root, room, 'package.json')
  if (!existsSync(manifest)) return []
  const { exports = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: Record<string, string> }
  return Object.entries(exports).map(([name, file]) => [
    posix.join(`@service-hall/${packageOf(room)}`, name),
    posix.join(room, file),
  ])
}

/** Groups of files that import each other in a circle, type-only imports left out. */
export function cyclesOf(edges: readonly Edge[]): string[][] {
  const next = new Map<string, string[]>()
  for (const { from, to, typeOnly } of edges) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to])
  return components(next).filter(
    ([first = '', ...others]) => others.length > 0 || next.get(first)?.includes(first),
  )
}

/** Strongly connected components, by Tarjan's algorithm. */
function components(next: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = []
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const path: string[] = []
  const open = new Set<string>()
  const visit = (node: string): number => {
    const own = order.size
    order.set(node, own)
    path.push(node)
    open.add(node)
    let low = own
    for (const to of next.get(node) ?? []) {
      if (!order.has(to)) low = Math.min(low, visit(to))
      else if (open.has(to)) low = Math.min(low, order.get(to) ?? low)
    }
    lowest.set(node, low)
    if (low === own) {
      const group = path.splice(path.indexOf(node))
      for (const member of group) open.delete(member)
      found.push(group)
    }
    return low
  }
  for (const node of next.keys()) if (!order.has(node)) visit(node)
  return found
}
