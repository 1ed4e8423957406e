import { refusals } from '../../define/refusal.ts'

/** Why a package is not taken by the hub, not given to a machine, or not installed by it. */
export const RELEASE_REFUSALS = refusals({
  'release.unknown': { zh: '没有这个安装包', en: 'There is no such package', status: 404 },
  'release.exists': {
    zh: '该版本已有适用于同类设备的安装包',
    en: 'This release has a package for this kind of machine already',
    status: 409,
  },
  'release.retired': { zh: '该安装包已停用', en: 'This package was retired', status: 410 },
  'release.notWhole': { zh: '安装包尚未传完', en: 'The package is not here as a whole yet', status: 409 },
  'release.broken': {
    zh: '安装包内容与校验值不符',
    en: 'The package is not what its digest says',
    status: 400,
  },
  'release.noRoom': {
    zh: '安装包存储空间已满',
    en: 'There is no room for the package',
    status: 409,
  },
  'release.waiting': {
    zh: '营业厅正在下载该安装包',
    en: 'The hall is still fetching this package',
    status: 503,
    transient: true,
  },
  'release.busy': {
    zh: '同时下载的营业厅过多，稍后重试',
    en: 'Too many halls fetch packages at once; it goes on later',
    status: 503,
    transient: true,
  },
  'release.noPackage': {
    zh: '该版本没有适用于本机系统的安装包',
    en: 'This release has no package for this machine',
    status: 400,
  },
  'release.noKey': {
    zh: '本机未设置发布公钥，不接受任何版本',
    en: 'This machine knows no key of releases and takes none',
    status: 400,
  },
  'release.untrusted': {
    zh: '安装包签名无效，本机已拒绝',
    en: 'The package is not signed by a key that this machine trusts',
    status: 403,
  },
  'release.installFailed': {
    zh: '安装程序执行失败',
    en: 'The installer failed',
    status: 500,
  },
  'release.notRunning': {
    zh: '安装后在限定时间内仍未运行新版本',
    en: 'The new release did not run in time',
    status: 504,
  },
})
