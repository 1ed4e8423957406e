// The pages of the console: one line each.
import type { ConsolePage } from './define.ts'
import { overviewPage } from './overview/page.ts'

export const pages: readonly ConsolePage[] = [overviewPage]
