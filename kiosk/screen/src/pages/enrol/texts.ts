import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  { title: '这台设备等待启用', text: '请管理员在“管理”页面批准下面的代码', code: '代码' },
  {
    title: 'This kiosk waits for approval',
    text: 'An administrator approves this code on the administration page',
    code: 'Code',
  },
)
