import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '请拍照或记住号码',
    notPrinted: '打印机暂时不能出票，您的号码有效',
    unknown: '如未出票，请拍照记下号码，工作人员会协助您',
    qr: '扫码保存号码',
  },
  {
    title: 'Please note your number',
    notPrinted: 'Cannot print right now. Take a photo; your number is valid.',
    unknown: 'If no ticket came out, please take a photo of your number. Our staff will help you.',
    qr: 'Scan to keep your number',
  },
)
