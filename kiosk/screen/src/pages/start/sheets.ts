import type { GroupId, KioskView, Localized } from '@service-hall/contract'
import type { ServiceRow } from '../../flow/state.ts'

/** Services of one group as they stand together on one sheet of the start page. */
export type SheetGroup = {
  id: GroupId
  name: Localized
  services: ServiceRow[]
}
/** What the start page shows at once. */
export type Sheet = SheetGroup[]

/** Most choices on one sheet; in senior mode they are fewer and larger. */
export const MOST_CHOICES = 6
export const MOST_SENIOR_CHOICES = 4

/** Where payment and much else stand above them. */
export const MOST_WHEN_CROWDED = 3

type Offer = Pick<KioskView, 'groups' | 'services'> &
  Partial<Pick<KioskView, 'payment' | 'notices' | 'announcements' | 'card' | 'printer'>>

/** Services offered in this mode. A hall that marked none for seniors offers them all. */
function offered(view: Offer, senior: boolean): ServiceRow[] {
  const marked = senior ? view.services.filter((service) => service.senior) : view.services
  return marked.length > 0 ? marked : view.services
}

/** Whether payment shares the page with two more things, so that rows of choices would not fit. `turns`: a pager is one. */
function isCrowded(view: Offer, turns: boolean): boolean {
  if (!view.payment || view.payment.offers.length === 0) return false
  const hasNotice = view.printer === 'unavailable' || (view.announcements ?? []).length > 0
  const others = [
    turns,
    hasNotice,
    (view.notices ?? []).length > 0,
    view.card !== undefined && view.card.is !== 'absent',
    view.payment.away !== null,
  ]
  return others.filter(Boolean).length >= 2
}

/** Services under their groups, in the order of the groups; a service without a known group stays visible. */
function grouped(view: Offer, senior: boolean): SheetGroup[] {
  const services = offered(view, senior)
  const known = view.groups.map((group) => ({
    ...group,
    services: services.filter((service) => service.groupId === group.id),
  }))
  const stray = services.filter((service) => !view.groups.some((group) => group.id === service.groupId))
  const strays = stray.map((service) => ({ id: service.groupId, name: service.name, services: [service] }))
  return [...known, ...strays].filter((group) => group.services.length > 0)
}

/**
 * Deals the services onto sheets of at most six (senior: four) choices. A group stays together where it fits
 * on one sheet; a larger one is split. There is always at least one sheet, if an empty one.
 */
export function sheetsOf(view: Offer, senior: boolean): Sheet[] {
  const ordinary = senior ? MOST_SENIOR_CHOICES : MOST_CHOICES
  const most = isCrowded(view, offered(view, senior).length > ordinary) ? MOST_WHEN_CROWDED : ordinary
  const sheets: Sheet[] = [[]]
  let free = most
  for (const group of grouped(view, senior)) {
    if (group.services.length > free && group.services.length <= most && free < most) {
      sheets.push([])
      free = most
    }
    for (let from = 0; from < group.services.length;) {
      if (free === 0) {
        sheets.push([])
        free = most
      }
      const services = group.services.slice(from, from + free)
      sheets.at(-1)?.push({ ...group, services })
      from += services.length
      free -= services.length
    }
  }
  return sheets
}
