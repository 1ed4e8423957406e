import { numbersFrom } from '../../random.ts'

/** A random sequence of its own for each thing that a seed makes: the same however much else is made before it. */
export function sequenceFor(seed: number, ...parts: number[]): () => number {
  let mixed = seed >>> 0
  for (const part of parts) {
    mixed = Math.imul(mixed ^ (part + 0x9e3779b9 + (mixed << 6) + (mixed >>> 2)), 0x85ebca6b) >>> 0
    mixed = (mixed ^ (mixed >>> 13)) >>> 0
  }
  const next = numbersFrom(mixed)
  next()
  return next
}

export function pickFrom<T>(list: readonly [T, ...T[]], next: () => number): T {
  return list[Math.floor(next() * list.length)] ?? list[0]
}

/** Luhn's check digit (ISO/IEC 7812-1, annex B). */
export function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}

/** Account number (户号): region 9900, eight digits, Luhn's check digit: 13 in all. No utility has region 99. */
export function accountNoOf(serial: number): string {
  const body = `9900${String(serial).padStart(8, '0')}`
  return body + luhnDigit(body)
}

/** GB 11643: seventeen digits weighted by 2^(17−i) mod 11; the remainder picks the check character (ISO 7064, MOD 11-2). */
export function idCheck(body: string): string {
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0)
  return '10X98765432'[sum % 11] ?? '0'
}

/** An ID number with a right check character in administrative division 990000, of which there is none. */
export function idNumberOf(next: () => number): string {
  const year = 1945 + Math.floor(next() * 60)
  const month = 1 + Math.floor(next() * 12)
  const day = 1 + Math.floor(next() * 28)
  const two = (value: number): string => String(value).padStart(2, '0')
  const order = String(Math.floor(next() * 1000)).padStart(3, '0')
  const body = `990000${year}${two(month)}${two(day)}${order}`
  return body + idCheck(body)
}

/** On paper bills: account number, month, Luhn's check digit: 20 digits. */
export function barcodeOf(accountNo: string, month: string): string {
  const body = accountNo + month.replace('-', '')
  return body + luhnDigit(body)
}

/** Account number and month of a barcode; null: it is none of ours. */
export function readBarcode(barcode: string): { accountNo: string; month: string } | null {
  if (!/^\d{20}$/.test(barcode) || luhnDigit(barcode.slice(0, 19)) !== barcode[19]) return null
  return { accountNo: barcode.slice(0, 13), month: `${barcode.slice(13, 17)}-${barcode.slice(17, 19)}` }
}

const SURNAMES = ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '周', '吴', '徐', '孙', '欧阳'] as const
const GIVEN = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '洋',
  '勇',
  '艳',
  '杰',
  '秀英',
  '建国',
] as const
const STREETS = ['建国路', '人民路', '解放街', '中山路', '和平街', '新华路', '文化巷', '青年路'] as const

/** `欧阳**`: the family name, then a star for each other sign; a customer who is a company keeps its first two. */
export function maskedName(next: () => number, isBusiness: boolean): string {
  if (isBusiness) return `${pickFrom(SURNAMES, next)}氏****有限公司`
  return pickFrom(SURNAMES, next) + '*'.repeat(pickFrom(GIVEN, next).length)
}

export function maskedAddress(next: () => number): string {
  return `${pickFrom(STREETS, next)}**号*单元***`
}
