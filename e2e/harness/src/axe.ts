import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright'

/** What axe finds wrong on a page as it stands, a line a rule: `color-contrast: .a, .b`. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Legacy mode: Electron cannot open the blank page that axe likes to finish on.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
