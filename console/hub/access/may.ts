import { POWERS_OF } from '@service-hall/contract'
import type { HallId, Power, RegionId } from '@service-hall/contract'
import type { OrganisationState } from '../organisation/state.ts'
import type { Account } from './state.ts'

/** A place in the organisation. */
export type Node = { regionId: RegionId } | { hallId: HallId }

type Tree = OrganisationState

/** A region and those it lies in, from itself to the topmost; none: there is no such region. */
export function pathOf({ regions }: Pick<OrganisationState, 'regions'>, regionId: RegionId): RegionId[] {
  const path: RegionId[] = []
  for (let at = regions.get(regionId); at && !path.includes(at.regionId);) {
    path.push(at.regionId)
    at = at.parentId === null ? undefined : regions.get(at.parentId)
  }
  return path
}

/** The region of a place; undefined: there is no such place. */
export function regionOf({ regions, halls }: Tree, node: Node): RegionId | undefined {
  if ('hallId' in node) return halls.get(node.hallId)?.regionId
  return regions.get(node.regionId)?.regionId
}

/**
 * Whether an account has a power at a place: by a role given for the region of the place, or for one above it. Nobody has
 * any power at a place that does not exist.
 */
export function mayActOn(tree: Tree, account: Account | undefined, power: Power, node: Node): boolean {
  if (!account || account.closed) return false
  const regionId = regionOf(tree, node)
  if (regionId === undefined) return false
  const path = pathOf(tree, regionId)
  return account.grants.some(
    ({ regionId: given, role }) => POWERS_OF[role].includes(power) && path.includes(given),
  )
}

/** Whether an account may look at a place. */
export function sees(tree: Tree, account: Account | undefined, node: Node): boolean {
  return mayActOn(tree, account, 'see', node)
}

/**
 * Whether an account may change another one's password or close it: it administers the other's home and every region in
 * which the other has a role. Less would let somebody become, by a new password, who may do more than they.
 */
export function mayManage(tree: Tree, account: Account | undefined, other: Account): boolean {
  const places = [other.homeId, ...other.grants.map(({ regionId }) => regionId)]
  return places.every((regionId) => mayActOn(tree, account, 'administer', { regionId }))
}

/** Halls that an account sees. */
export function hallsSeen(tree: Tree, account: Account | undefined): Set<HallId> {
  return new Set([...tree.halls.keys()].filter((hallId) => sees(tree, account, { hallId })))
}
