import { refusals } from '../../define/refusal.ts'

export const REPORT_REFUSALS = refusals({
  'report.unknown': { zh: '没有这份报表', en: 'There is no such report', status: 404 },
  'report.tooMany': {
    zh: '未完成的报表过多，请等待或取消其中一些',
    en: 'Too many reports are still being made; wait for some, or cancel them',
    status: 429,
  },
  'report.tooLong': {
    zh: '报表行数过多，请缩小范围或改用 CSV、XLSX',
    en: 'The report has too many rows; ask for less, or for CSV or XLSX',
    status: 409,
  },
  'report.notReady': { zh: '报表尚未生成', en: 'The report is not made yet', status: 409 },
  'report.failed': { zh: '报表未能生成，请重试', en: 'The report could not be made; try again', status: 503 },
  'report.fixedPeriod': {
    zh: '定期报表的时段须为“上一日、上一周或上一月”',
    en: 'A scheduled report is of the last day, week or month',
    status: 409,
  },
  'report.tooManySchedules': {
    zh: '每个账号最多 20 份定期报表',
    en: 'An account has at most 20 scheduled reports',
    status: 409,
  },
})
