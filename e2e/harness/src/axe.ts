import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright'

/** Half as long as the plain one, and sent to each page. */
const SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Of what is right nothing is collected, which is most of the work on a full page. */
const OPTIONS: RunOptions = { resultTypes: ['violations'], preload: false }

let source: Promise<string> | null = null

/**
 * What axe finds wrong on a page as it stands, a line a rule: `color-contrast: .a, .b`. `rules`: only these, as for a page
 * that has been looked at whole in its other colours. Pages of ours have no frames. Without `@axe-core/playwright`, which
 * sends a page all of axe twice for each look.
 */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    source ??= readFile(SOURCE, 'utf8')
    await page.evaluate(await source)
  }
  const options = rules === undefined ? OPTIONS : { ...OPTIONS, runOnly: [...rules] }
  return page.evaluate(async (asked) => {
    const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }
    const { violations } = await axe.run(asked)
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  }, options)
}
