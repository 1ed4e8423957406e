import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '暂时不能取号',
    text: '正在恢复连接，恢复后会自动回到首页',
    help: '着急办理，请直接找大堂工作人员',
  },
  {
    title: 'No tickets right now',
    text: 'We are reconnecting; this page will go on by itself',
    help: 'In a hurry? Please ask our staff',
  },
)
