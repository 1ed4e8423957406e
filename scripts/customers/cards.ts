import type { Identity } from '@service-hall/contract'
import { pick } from './chances.ts'
import type { Random } from './chances.ts'

const surnames = ['张', '李', '王', '赵', '陈', '刘', '杨', '周']
/** Nobody is called so. */
const givenNames = ['测试', '样例', '模拟', '虚构']

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/**
 * An ID card of nobody: the name is none, and its region, 990000, is none either. `birth` is `YYYYMMDD`, `order` from 0
 * to 999; the check digit is right (GB 11643, ISO 7064 MOD 11-2).
 */
export function inventedNumber(birth: string, order: number): string {
  const body = `990000${birth}${String(order).padStart(3, '0')}`
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return body + CHECKS.charAt(sum % CHECKS.length)
}

/** An invented person. `ages`: from and to, whole years in `year`. */
export function inventedIdentity(
  random: Random,
  year: number,
  [from, to]: readonly [number, number],
): Identity {
  const age = from + Math.floor(random() * (to - from + 1))
  const month = 1 + Math.floor(random() * 12)
  const day = 1 + Math.floor(random() * 28)
  const birth = `${year - age}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`
  const even = (): number => 1
  return {
    name: pick(random, surnames, even) + pick(random, givenNames, even),
    idNumber: inventedNumber(birth, Math.floor(random() * 1_000)),
  }
}
