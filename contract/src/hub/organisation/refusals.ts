import { refusals } from '../../define/refusal.ts'

export const ORGANISATION_REFUSALS = refusals({
  'organisation.unknownRegion': { zh: '没有这个区域', en: 'There is no such region', status: 404 },
  'organisation.regionExists': {
    zh: '该区域编号已被使用',
    en: 'A region with this id exists already',
    status: 409,
  },
  'organisation.intoItself': {
    zh: '区域不能移到它自己之下',
    en: 'A region cannot lie in itself',
    status: 409,
  },
  'organisation.rootStays': { zh: '最上级区域不能移动或删除', en: 'The topmost region stays', status: 409 },
  'organisation.notEmpty': {
    zh: '该区域内还有下级区域、营业厅、网点或账号',
    en: 'There are still regions, halls, payment points or accounts in this region',
    status: 409,
  },
  'organisation.tooDeep': {
    zh: '区域层级过多',
    en: 'The tree of regions may be twelve levels deep',
    status: 409,
  },
  'organisation.unknownHall': {
    zh: '没有这个营业厅',
    en: 'There is no such hall',
    status: 404,
  },
})
