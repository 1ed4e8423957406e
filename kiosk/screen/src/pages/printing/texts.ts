import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  { title: '正在出票', text: '请稍候，号票马上就好' },
  { title: 'Printing your ticket', text: 'It will be ready in a moment' },
)
