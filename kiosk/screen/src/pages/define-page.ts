import type { Texts } from '@service-hall/ui/texts'
import type { Update } from '../flow/moves.ts'
import type { Flow } from '../flow/state.ts'

export type Translate = (key: string, values?: Record<string, unknown>) => string

/** All that the screen knows of a page beside its looks (`Page.vue` in the same folder). */
export type PageDefinition<Name extends string = string, Props extends object = object> = {
  /** Also the name of its folder and of its texts: `t('confirm.question')`. */
  readonly name: Name
  readonly texts: Texts
  /** What the page shows when it is its turn, as the props of `Page.vue`; null when it is not. */
  shows(flow: Flow): Props | null
  /** Tells apart what is another page to the customer though the same one shows it. */
  key?(props: Props): string
  /** Where “back” and “home” lead. Null or left out: nowhere, and the button is off. */
  back?(flow: Flow, props: Props): Update | null
  home?(flow: Flow, props: Props): Update | null
  /** It goes home for the next customer this long after it came up, ms. Left out: the customer decides. */
  leavesAfter?(flow: Flow): number
  /** The kiosk is at work for the customer: nothing but waiting makes sense. */
  readonly busy?: boolean
  /** The agent counts its time, because money hangs on it: the screen leaves it by the next view alone. */
  readonly timedByAgent?: boolean
  /** It has the whole screen, without the bars of the frame. */
  readonly full?: boolean
  /** What is said to those who listen rather than look. Left out: the page speaks for itself. */
  announces?(props: Props, t: Translate): string
}

/**
 * Declares a page. With its line in `pages/index.ts` it takes part: navigation, timing, announcements and texts
 * follow from here.
 *
 * @example
 * ```ts
 * export const closing = definePage({
 *   name: 'closing',
 *   texts,
 *   shows: ({ view }) => (view?.closesIn ? { minutes: view.closesIn } : null),
 *   home: toStart,
 * })
 * ```
 */
export function definePage<const Name extends string, Props extends object>(
  page: PageDefinition<Name, Props>,
): PageDefinition<Name, Props> {
  return page
}
