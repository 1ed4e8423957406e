import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  { title: '没有取到号', help: '您也可以找大堂工作人员帮忙' },
  { title: 'No ticket was taken', help: 'You can also ask our staff for help' },
)
