import { refusals } from '../../define/refusal.ts'
import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'

export * from './words.ts'

/** How people and programs outside hear of alerts (通知). */
export const noticeSubject = hubSubject('notice', {
  commands,
  facts,
  refusals: refusals({
    'notice.unknown': { zh: '没有这个通知渠道', en: 'There is no such channel', status: 404 },
    'notice.kindStays': {
      zh: '渠道的类型和区域不能更改，请新建渠道',
      en: 'Kind and region of a channel stay; make another one',
      status: 409,
    },
    'notice.noTarget': {
      zh: '请填写通知地址',
      en: 'A new channel needs an address',
      status: 400,
    },
    'notice.tooMany': { zh: '通知渠道过多', en: 'There are too many channels', status: 409 },
    'notice.noGateway': {
      zh: '平台尚未配置邮件或短信网关，请联系平台管理员',
      en: 'This hub has no gateway for mail or short messages; its operator sets one up',
      status: 409,
    },
    'notice.addressBarred': {
      zh: '不允许向该地址发送通知',
      en: 'Notices do not go to this address',
      status: 400,
    },
  }),
})
