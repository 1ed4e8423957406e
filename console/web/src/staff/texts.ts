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
      swapReason: '批准违规换班的原因',
      swapReasonHint: '该换班使排班违反规则。填写原因后可批准，原因与违反的规则一并存档。',
      approve: '批准',
      refuse: '不批准',
      swapState: {
        asked: '待对方同意',
        agreed: '待审批',
        declined: '对方未同意',
        approved: '已批准',
        refused: '未批准',
        dropped: '已撤回',
      },
      absenceState: { asked: '待审批', granted: '已批准', refused: '未批准' },
      swapText: '{who} {day} 的班 → {other}',
      swapBoth: '，换 {day} 的班',
      days: '{from} 至 {to}',
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
      swapReason: 'Why a swap that breaks rules is approved',
      swapReasonHint:
        'With this swap the roster breaks rules. With a reason it can be approved; the reason is kept with the rules.',
      approve: 'Approve',
      refuse: 'Refuse',
      swapState: {
        asked: 'to be agreed',
        agreed: 'to be approved',
        declined: 'declined',
        approved: 'approved',
        refused: 'refused',
        dropped: 'taken back',
      },
      absenceState: { asked: 'to be decided', granted: 'granted', refused: 'refused' },
      swapText: '{who}, {day} → {other}',
      swapBoth: ' for {day}',
      days: '{from} to {to}',
      monday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].join(','),
    },
  },
)
