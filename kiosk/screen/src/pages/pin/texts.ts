import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '维护密码',
    text: '仅供工作人员使用',
    entered: '已输入 {n} 位',
    erase: '删除',
    enter: '确认',
    wrong: '密码不正确，已错 {n} 次',
    locked: '错误次数过多，请 {time} 后再试',
    noHall: '营业厅没有应答，现在无法核对密码。请稍后再试，或按运维手册在本机放置许可文件后再试',
    checking: '正在核对',
    leave: '返回首页',
  },
  {
    title: 'Maintenance PIN',
    text: 'For staff only',
    entered: '{n} digits entered',
    erase: 'Erase',
    enter: 'Enter',
    wrong: 'Wrong PIN; {n} so far',
    locked: 'Too many wrong PINs. Try again in {time}',
    noHall:
      'The hall does not answer, so no PIN can be checked. Try again later, or put the permit file on this machine as the manual says and try again',
    checking: 'Checking',
    leave: 'Back to the start',
  },
)
