import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  { title: '正在启动', text: '请稍候，马上就好' },
  { title: 'Starting up', text: 'This takes only a moment' },
)
