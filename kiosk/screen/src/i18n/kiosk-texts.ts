import type { Texts } from '@service-hall/ui/texts'
import { PAGES } from '../pages/index.ts'
import { payTexts } from './pay-texts.ts'
import { sharedTexts } from './texts.ts'

/** All texts of the kiosk: each page's under its name. */
export const kioskTexts: readonly Texts[] = [
  sharedTexts,
  payTexts,
  ...PAGES.map(({ name, texts: { zh, en } }) => ({ zh: { [name]: zh }, en: { [name]: en } })),
]
