import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    months: '账单月份',
    fen: '开票金额',
    name: '发票抬头',
    taxNo: '税号',
    noTaxNo: '个人，无税号',
    sentTo: '发送到',
    number: '申请编号',
    ask: '确认申请',
    again: '再试一次',
    back: '返回',
    confirm: { title: '申请电子发票', text: '抬头和税号以供电公司登记的为准。要更改，请到人工窗口办理。' },
    asking: { title: '正在申请…', text: '一般只要几秒' },
    made: {
      title: '电子发票已申请',
      text: '开好后会发送到登记的手机或邮箱。同一笔电费再次申请，得到的是同一张发票。',
      issued: '电子发票已开具',
      issuedText: '同一笔电费再次申请，得到的是同一张发票。',
      scan: '请用手机扫码查看并保存发票',
      qrLabel: '电子发票二维码',
    },
    refused: {
      title: '这笔缴费现在不能开票',
      notAllowed: '预存的钱用于抵扣电费后才能开票；已退回的也不能开票。您已缴的钱不受影响。',
      other: '供电公司没有接受这次申请。没有开出发票，您已缴的钱不受影响。请到人工窗口咨询。',
    },
    away: {
      title: '暂时不能确认是否已开票',
      text: '电费系统联系不上。可以再试一次，或以后凭业务编号到窗口申请：不会重复开票。您已缴的钱不受影响。',
    },
  },
  {
    months: 'Bills of',
    fen: 'Amount',
    name: 'Made out to',
    taxNo: 'Tax number',
    noTaxNo: 'a person, none',
    sentTo: 'Sent to',
    number: 'Request no.',
    ask: 'Yes, ask for it',
    again: 'Try again',
    back: 'Back',
    confirm: {
      title: 'Ask for an e-invoice',
      text: 'Name and tax number are those on record at the utility. To change them please go to a counter.',
    },
    asking: { title: 'Asking…', text: 'This takes a few seconds' },
    made: {
      title: 'Your e-invoice is asked for',
      text: 'It is sent to the phone or e-mail on record. Asking again for the same bill gets the same invoice.',
      issued: 'Your e-invoice is issued',
      issuedText: 'Asking again for the same bill gets the same invoice.',
      scan: 'Scan with your phone to see and keep it',
      qrLabel: 'QR code of the invoice',
    },
    refused: {
      title: 'There is no invoice for this now',
      notAllowed:
        'Money paid ahead gets an invoice once it has paid a bill; money that went back gets none. What you paid is not affected.',
      other:
        'The utility did not take the request. No invoice was made, and what you paid is not affected. Please ask at a counter.',
    },
    away: {
      title: 'We cannot tell yet whether it was made',
      text: 'The billing system is out of reach. Try again, or ask at a counter later with your reference: there is never a second invoice. What you paid is not affected.',
    },
  },
)
