import type { Localized } from '../../text.ts'
import type { RosterFinding } from './check.ts'
import { clockText } from './hours.ts'

const ZH_DAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
const EN_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** `7.5`, without a decimal where there is none. */
const figure = (value: number): string => String(Math.round(value * 10) / 10)

/** What a finding says, in both languages; people by number, services by `nameOf`. */
export function findingText(finding: RosterFinding, nameOf: (service: string) => Localized): Localized {
  const zhDay = 'day' in finding ? (ZH_DAYS[finding.day] ?? '') : ''
  const enDay = 'day' in finding ? (EN_DAYS[finding.day] ?? '') : ''
  const who = 'number' in finding ? finding.number : ''
  const span = 'from' in finding ? `${clockText(finding.from)}-${clockText(finding.to)}` : ''
  switch (finding.code) {
    case 'unknown':
      return { zh: `${who} 不是本厅员工`, en: `${who} is not on the staff of this hall` }
    case 'notEmployed':
      return { zh: `${who} ${zhDay}不在岗（入离岗日期）`, en: `${who} is not employed on ${enDay}` }
    case 'away':
      return { zh: `${who} ${zhDay}已准假`, en: `${who} has ${enDay} off` }
    case 'noShift':
      return { zh: `${who} ${zhDay}的班次已不存在`, en: `The shift of ${who} on ${enDay} does not exist` }
    case 'counterTwice':
      return {
        zh: `${zhDay} ${span} 柜台 ${finding.counter} 排了两人`,
        en: `Counter ${finding.counter} has two people on ${enDay} ${span}`,
      }
    case 'hoursPerDay':
      return {
        zh: `${who} ${zhDay}工作 ${figure(finding.have)} 小时，超过 ${figure(finding.most)} 小时`,
        en: `${who} works ${figure(finding.have)} h on ${enDay}, more than ${figure(finding.most)} h`,
      }
    case 'stretch':
      return {
        zh: `${who} ${zhDay}连续工作 ${figure(finding.have)} 小时无休息，超过 ${figure(finding.most)} 小时`,
        en: `${who} works ${figure(finding.have)} h without a break on ${enDay}, more than ${figure(finding.most)} h`,
      }
    case 'hoursPerWeek':
      return {
        zh: `${who} 本周工作 ${figure(finding.have)} 小时，超过 ${figure(finding.most)} 小时`,
        en: `${who} works ${figure(finding.have)} h this week, more than ${figure(finding.most)} h`,
      }
    case 'daysInARow':
      return {
        zh: `${who} 连续工作 ${finding.have} 天，超过 ${finding.most} 天`,
        en: `${who} works ${finding.have} days in a row, more than ${finding.most}`,
      }
    case 'rest':
      return {
        zh: `${who} ${zhDay}下班后休息 ${figure(finding.have)} 小时，少于 ${figure(finding.least)} 小时`,
        en: `${who} rests ${figure(finding.have)} h around ${enDay}, less than ${figure(finding.least)} h`,
      }
    case 'people':
      return {
        zh: `${zhDay} ${span} 在岗 ${finding.have} 人，少于 ${finding.least} 人`,
        en: `${enDay} ${span}: ${finding.have} people, less than ${finding.least}`,
      }
    case 'skill': {
      const name = nameOf(finding.service)
      return {
        zh: `${zhDay} ${span} 能办理“${name.zh}”的在岗 ${finding.have} 人，少于 ${finding.least} 人`,
        en: `${enDay} ${span}: ${finding.have} people for ${name.en}, less than ${finding.least}`,
      }
    }
  }
}
