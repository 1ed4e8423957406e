import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright'

/**
 * What axe finds wrong on a page as it stands, a line a rule: `color-contrast: .a, .b`. `rules`: only these, as for a page
 * that has been looked at whole in its other colours.
 */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Legacy mode: Electron cannot open the blank page that axe likes to finish on.
  // Of what is right nothing is collected, which is most of the work on a full page.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: false })
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
