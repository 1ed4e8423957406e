import { refusals } from '../../define/refusal.ts'

export const HUB_DIRECTIVE_REFUSALS = refusals({
  'directive.exists': {
    zh: '该指令编号已被使用',
    en: 'A directive of this id was given already',
    status: 409,
  },
  'directive.tooLong': {
    zh: '该指令内容过长，营业厅无法接收',
    en: 'This directive is too long for halls to take; ask for less',
    status: 409,
  },
  'directive.wrongTarget': {
    zh: '此类指令不能用于该对象',
    en: 'Directives of this kind are for something else',
    status: 400,
  },
  'directive.tooManyGiven': {
    zh: '该营业厅未完成的指令过多',
    en: 'Too many directives to this hall have not ended yet',
    status: 429,
  },
  'directive.hallRevoked': {
    zh: '该营业厅已停止接入',
    en: 'This hall is not let in any more',
    status: 409,
  },
})
