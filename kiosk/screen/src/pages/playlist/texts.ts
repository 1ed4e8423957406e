import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts({ begin: '轻触屏幕开始办理' }, { begin: 'Touch the screen to begin' })
