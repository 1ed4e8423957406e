import type { Update } from '../flow/moves.ts'
import type { Flow } from '../flow/state.ts'
import type { PageDefinition } from './define-page.ts'
import { PAGES } from './index.ts'

type ShownOf<Page> = Page extends { readonly name: infer Name; shows(flow: Flow): infer Props }
  ? { name: Name; props: NonNullable<Props>; page: PageDefinition }
  : never

/** The one page on the screen, with what it shows. */
export type ShownPage = ShownOf<(typeof PAGES)[number]>

const pages: readonly PageDefinition[] = PAGES

/** The first page of the list that has something to show. That there always is one is a property of the list. */
export function pageOf(flow: Flow): ShownPage {
  for (const page of pages) {
    const props = page.shows(flow)
    if (props) return { name: page.name, props, page } as ShownPage
  }
  throw new Error('No page has anything to show')
}

/** Changes with the page and with nothing that merely happens on it. */
export function keyOf({ page, props }: ShownPage): string {
  return page.key ? `${page.name} ${page.key(props)}` : page.name
}

/** When the page on the screen goes home by itself; null where it waits for the customer. */
export function leavesAt(flow: Flow): number | null {
  const after = pageOf(flow).page.leavesAfter?.(flow)
  return after === undefined ? null : flow.shown.since + after
}

/** Whether the kiosk is at work for a customer, be it behind a technician's page. */
export function isBusy(flow: Flow): boolean {
  return pages.some((page) => page.busy && page.shows(flow) !== null)
}

/** Whether the agent counts the time of the page shown: nobody is asked whether they are there, nor sent home. */
export function isTimedByAgent(flow: Flow): boolean {
  return pageOf(flow).page.timedByAgent === true
}

/** Where “back” and “home” lead from here; null: nowhere. */
export function backFrom(flow: Flow): Update | null {
  const { page, props } = pageOf(flow)
  return page.back?.(flow, props) ?? null
}

export function homeFrom(flow: Flow): Update | null {
  const { page, props } = pageOf(flow)
  return page.home?.(flow, props) ?? null
}
