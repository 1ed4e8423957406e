import { pageTexts } from '@service-hall/ui'

/** Words that the pages of staff, rosters and appraisal share. */
export const staffWords = pageTexts(
  {
    staffWords: {
      hall: '营业厅',
      kind: { comprehensive: '综合柜台', newConnection: '业扩柜台', charge: '收费柜台' },
      absence: { leave: '休假', training: '培训', other: '其他' },
      unnamed: '（未登记姓名）',
      noHall: '这个区域内还没有营业厅',
      saved: '已保存',
      monday: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'].join(','),
    },
  },
  {
    staffWords: {
      hall: 'Hall',
      kind: { comprehensive: 'Comprehensive', newConnection: 'New connection', charge: 'Charge' },
      absence: { leave: 'Leave', training: 'Training', other: 'Other' },
      unnamed: '(no name)',
      noHall: 'There is no hall in this region yet',
      saved: 'Saved',
      monday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].join(','),
    },
  },
)
