import { matchesGlob } from 'node:path'
import type { Layer, Wall } from '../../../rooms.config.ts'
import { packageOf } from '../../../rooms.config.ts'
import type { Edge } from './graph.ts'
import { isTest } from './sources.ts'

/** Walls and layers of a house, as `rooms.config.ts` lists them. */
export type Plan = {
  rooms: readonly string[]
  walls: readonly Wall[]
  layers: readonly Layer[]
  /** Rooms that tests may import besides what their wall allows. */
  testing: readonly string[]
}

/**
 * The imports that go through a wall, or up inside a room. Types count: who knows a type knows the other. Each pair of
 * files once.
 */
export function upwardOf(edges: readonly Edge[], plan: Plan): Edge[] {
  const upward = edges.filter((edge) => throughWall(edge, plan) || upInRoom(edge, plan))
  return [...new Map(upward.map((edge) => [`${edge.from} ${edge.to}`, edge])).values()]
}

function throughWall({ from, to }: Edge, { rooms, walls, testing }: Plan): boolean {
  const wall = walls.findLast(({ folder }) => isUnder(from, folder))
  if (wall === undefined) return false
  const [own, other] = [roomOf(from, rooms), roomOf(to, rooms)]
  if (own === other) return (wall.closed ?? []).some((folder) => isUnder(to, `${own}/${folder}`))
  const allowed = isTest(from) ? [...wall.imports, ...testing] : wall.imports
  return !allowed.includes(packageOf(other))
}

function upInRoom({ from, to }: Edge, { layers }: Plan): boolean {
  if (isTest(from)) return false
  return layers.some(
    ({ files, never }) => matchesGlob(from, files) && never.some((upper) => matchesGlob(to, upper)),
  )
}

/** The innermost room that a file lies in. */
function roomOf(path: string, rooms: readonly string[]): string {
  const [room = ''] = rooms.filter((folder) => isUnder(path, folder)).sort((a, b) => b.length - a.length)
  return room
}

const isUnder = (path: string, folder: string): boolean => path.startsWith(`${folder}/`)
