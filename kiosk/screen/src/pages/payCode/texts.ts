import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '请用{way}扫码付款',
    steps: { open: '打开{way}', scan: '点“扫一扫”，对准屏幕上的码', pay: '核对金额并付款，付完请稍候' },
    code: '{way}付款二维码',
    titleScan: '请出示{way}付款码',
    stepsScan: {
      open: '打开{way}的“付款码”',
      scan: '把手机屏幕对准扫码口，离开约 10 厘米',
      pay: '如手机要求，请输入支付密码',
    },
    auto: '付款成功后，屏幕会自动进入下一步',
  },
  {
    title: 'Scan and pay with {way}',
    steps: {
      open: 'Open {way}',
      scan: 'Tap “Scan” and point it at the code',
      pay: 'Check the amount, pay, and wait a moment here',
    },
    code: 'QR code to pay with {way}',
    titleScan: 'Show your {way} payment code',
    stepsScan: {
      open: 'Open the payment code in {way}',
      scan: 'Hold your phone to the scanner, about 10 cm away',
      pay: 'Enter your payment password if your phone asks for it',
    },
    auto: 'This page goes on by itself once you have paid',
  },
)
