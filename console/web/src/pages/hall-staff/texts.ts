import { pageTexts } from '@service-hall/ui'

export const hallStaffTexts = pageTexts(
  {
    hallStaff: {
      title: '人员',
      now: '当前在岗',
      notOnDuty: '当前不在任何窗口',
      noName: '监控平台只掌握工号，不掌握姓名。',
    },
  },
  {
    hallStaff: {
      title: 'Staff',
      now: 'On duty now',
      notOnDuty: 'At no counter now',
      noName: 'The hub knows staff numbers only, no names.',
    },
  },
)
