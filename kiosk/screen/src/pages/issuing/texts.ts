import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  { title: '正在取号', text: '请稍候' },
  { title: 'Getting your number', text: 'One moment, please' },
)
