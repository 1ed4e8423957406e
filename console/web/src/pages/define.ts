import type { Power } from '@service-hall/contract'
import type { IconName, Texts } from '@service-hall/ui'
import type { Component } from 'vue'

/** Parts of the navigation, in their order. */
export const SECTIONS = ['watch', 'act', 'people', 'reports', 'manage'] as const
export type Section = (typeof SECTIONS)[number]

export type ConsolePage = {
  /** Its key: name of the route, and of its texts, whose `<name>.title` is its title. */
  name: string
  /** Address, with parameters as vue-router has them: `/halls/:hallId`. Letters, digits, - and _ only. */
  path: string
  /**
   * What one must be allowed to do somewhere to be shown it; what they may where, the hub decides at each request. `staff`:
   * whoever is on the staff of a hall, `anybody`: whoever is signed in, whatever their roles.
   */
  power: Power | 'staff' | 'anybody'
  /** Its place in the navigation; absent: one comes to it from other pages. */
  navigation?: { section: Section; icon: IconName; order: number }
  /** Ways in which it is shown in turn on a wall, as the query of its address: `[{ view: 'tiles' }, { view: 'map' }]`. */
  wall?: readonly Readonly<Record<string, string>>[]
  /** Name of the page in the navigation that stays marked while this one is shown. */
  within?: string
  texts: Texts
  component: () => Promise<{ default: Component }>
}

/** Defines a page of the console; one line in `pages/index.ts` adds it. */
export function definePage<const P extends ConsolePage>(page: P): P {
  return page
}
