import { z } from 'zod'
import { cleanText } from '../../clean-text.ts'
import type { ProfilePlace } from '../profile/words.ts'
import type { AlertKind } from './words.ts'

/** Who takes a step: 大堂经理 · 窗口人员 · 区域主管 · 设备运维. */
export const PLAYBOOK_ROLES = ['lobbyManager', 'counterStaff', 'supervisor', 'operator'] as const
export const PlaybookRole = z.enum(PLAYBOOK_ROLES)
export type PlaybookRole = z.infer<typeof PlaybookRole>

const line = (most: number): z.ZodString => z.string().trim().min(1).max(most).overwrite(cleanText)
const said = (most: number) => z.strictObject({ zh: line(most), en: line(most) })

/** What a step gives with one click, and to what of the hall; parameters are filled in from the hall as it is then. */
export const PlaybookDirective = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('openCounter'), target: z.literal('hall') }),
  z.strictObject({ kind: z.literal('divert'), target: z.literal('hall') }),
  z.strictObject({ kind: z.literal('message'), target: z.literal('hall'), text: said(200) }),
  z.strictObject({ kind: z.literal('restartApp'), target: z.literal('station') }),
  z.strictObject({ kind: z.literal('reboot'), target: z.literal('station') }),
  z.strictObject({ kind: z.literal('resetDevice'), target: z.literal('device') }),
])
export type PlaybookDirective = z.infer<typeof PlaybookDirective>
export type PlaybookDirectiveKind = PlaybookDirective['kind']

/** One step of a playbook (处置预案). `step` is its name in facts, the same in every release. */
export const PlaybookStep = z.strictObject({
  step: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
  who: PlaybookRole,
  text: said(300),
  directive: PlaybookDirective.optional(),
})
export type PlaybookStep = z.infer<typeof PlaybookStep>

const MOST_STEPS = 12
/** The steps of one kind, in their order; each name once. */
export const PlaybookSteps = z
  .array(PlaybookStep)
  .min(1)
  .max(MOST_STEPS)
  .refine((steps) => new Set(steps.map(({ step }) => step)).size === steps.length, 'each name once')

/** Directives that a step of a kind can give: what an alert is about has to have such a target. */
export function directivesFor(
  of: 'hall' | 'counter' | 'station' | 'device' | 'consumable',
): PlaybookDirectiveKind[] {
  const ofHall: PlaybookDirectiveKind[] = ['openCounter', 'divert', 'message']
  if (of === 'station') return [...ofHall, 'restartApp', 'reboot']
  return of === 'device' || of === 'consumable' ? [...ofHall, 'restartApp', 'reboot', 'resetDevice'] : ofHall
}

/** A playbook as it holds somewhere; `from`: the place that says it, or `default`. */
export type PlaybookSeen = { kind: AlertKind; steps: readonly PlaybookStep[]; from: string }
/** What a place said of a kind once: null: that it is as inherited. */
export type PlaybookVersion = {
  version: number
  at: number
  by: string
  steps: readonly PlaybookStep[] | null
}
export type PlaybookHere = PlaybookSeen & {
  /** Whether the place itself says it. */
  own: boolean
  /** How it would be if the place said nothing. */
  inherited: readonly PlaybookStep[]
}
/** Answer of `GET /api/playbooks?of=region&regionId=sd&tier=A` */
export type PlaybooksAnswer = { place: ProfilePlace; playbooks: PlaybookHere[]; mayChange: boolean }
/** Answer of `GET /api/playbooks/history?…&kind=waitTooLong`, the latest first. */
export type PlaybookHistory = { versions: PlaybookVersion[] }

const LOOK: PlaybookStep = {
  step: 'call',
  who: 'supervisor',
  text: { zh: '致电大堂经理，问清现场情况', en: 'Call the lobby manager and ask how things stand' },
}
const openCounter: PlaybookStep = {
  step: 'openCounter',
  who: 'supervisor',
  text: {
    zh: '请营业厅增开一个能办理该业务的窗口',
    en: 'Ask the hall to open one more counter for what customers wait for',
  },
  directive: { kind: 'openCounter', target: 'hall' },
}
const divert: PlaybookStep = {
  step: 'divert',
  who: 'supervisor',
  text: {
    zh: '在自助终端上提示客户可到附近较空闲的营业厅办理',
    en: 'Tell customers at the kiosks of a quieter hall nearby',
  },
  directive: { kind: 'divert', target: 'hall' },
}
const restartApp: PlaybookStep = {
  step: 'restartApp',
  who: 'operator',
  text: { zh: '远程重启终端程序', en: 'Start the program of the station again' },
  directive: { kind: 'restartApp', target: 'station' },
}
const reboot: PlaybookStep = {
  step: 'reboot',
  who: 'operator',
  text: { zh: '仍未恢复：远程重启整机', en: 'If that does not help: start the machine again' },
  directive: { kind: 'reboot', target: 'station' },
}
const repair: PlaybookStep = {
  step: 'repair',
  who: 'operator',
  text: { zh: '仍未恢复：派维修人员到场', en: 'If that does not help: send an engineer' },
}

/** What to do about each kind of alert, in this order. */
export const PLAYBOOKS: Readonly<Record<AlertKind, readonly PlaybookStep[]>> = {
  hallSilent: [
    {
      step: 'call',
      who: 'supervisor',
      text: {
        zh: '致电营业厅：是否停电、断网？厅内叫号不受影响，照常办理',
        en: 'Call the hall: is there power, is there a network? Its queue goes on without the region',
      },
    },
    {
      step: 'network',
      who: 'operator',
      text: { zh: '检查专线与厅内网络设备', en: 'Check the line and the network equipment of the hall' },
    },
    {
      step: 'server',
      who: 'operator',
      text: {
        zh: '检查厅内服务器；若已更换，请比对指纹后重新批准接入',
        en: 'Check the hall server; if it was replaced, compare fingerprints and let it in anew',
      },
    },
  ],
  waitTooLong: [
    openCounter,
    divert,
    {
      step: 'apologise',
      who: 'lobbyManager',
      text: {
        zh: '到等候区向客户说明并致歉，优先安排老年客户，可线上办理的引导线上办理',
        en: 'Go to the waiting area, explain and apologise; help the elderly first, and show who can do it online',
      },
      directive: {
        kind: 'message',
        target: 'hall',
        text: {
          zh: '当前等候时间较长，敬请谅解。部分业务可通过“网上国网”办理。',
          en: 'Waiting takes longer than usual; we apologise. Some services are available online.',
        },
      },
    },
  ],
  noCounter: [
    openCounter,
    {
      step: 'guide',
      who: 'lobbyManager',
      text: {
        zh: '向等候客户说明；窗口停办时留下联系方式',
        en: 'Tell the customers; where the service is not given today, take down how to reach them',
      },
    },
    divert,
  ],
  counterIdle: [
    {
      step: 'check',
      who: 'lobbyManager',
      text: {
        zh: '到窗口查看：人员离岗的，请其返回或点“暂停”',
        en: 'Go to the counter: whoever has left comes back, or pauses it',
      },
    },
    openCounter,
  ],
  handlingOverLimit: [
    {
      step: 'help',
      who: 'lobbyManager',
      text: {
        zh: '到窗口了解原因，必要时协助或请客户到洽谈区继续办理',
        en: 'Ask at the counter why; help, or go on with the customer in the negotiation area',
      },
    },
    {
      step: 'system',
      who: 'supervisor',
      text: {
        zh: '业务系统故障的，告知客户并留下联系方式',
        en: 'Where a system has failed, tell the customer and take down how to reach them',
      },
    },
  ],
  ratingLow: [
    {
      step: 'look',
      who: 'supervisor',
      text: {
        zh: '按窗口与业务查看今日评价，找出集中的原因',
        en: 'Look at today’s ratings by counter and service, and find what they have in common',
      },
    },
    LOOK,
  ],
  stationLost: [
    {
      step: 'power',
      who: 'lobbyManager',
      text: { zh: '查看该终端：电源、网线、屏幕', en: 'Look at the station: power, network cable, screen' },
    },
    reboot,
    repair,
  ],
  deviceDown: [
    {
      step: 'resetDevice',
      who: 'operator',
      text: { zh: '远程复位该设备', en: 'Reset the device' },
      directive: { kind: 'resetDevice', target: 'device' },
    },
    restartApp,
    {
      step: 'handle',
      who: 'lobbyManager',
      text: {
        zh: '现场查看：卡纸、盖板未合、线缆松动；引导客户使用其他终端',
        en: 'Look at it: a jam, an open cover, a loose cable; show customers another machine',
      },
    },
    repair,
  ],
  consumableLow: [
    {
      step: 'refill',
      who: 'lobbyManager',
      text: { zh: '补充耗材或清空回收箱', en: 'Refill it, or empty the bin' },
    },
    {
      step: 'stock',
      who: 'operator',
      text: { zh: '检查备品库存并补货', en: 'Check the stock and order more' },
    },
  ],
  kioskStuck: [
    {
      step: 'help',
      who: 'lobbyManager',
      text: { zh: '到终端旁帮助客户', en: 'Go to the kiosk and help the customer' },
    },
    restartApp,
  ],
  takingsUnusual: [
    {
      step: 'compare',
      who: 'operator',
      text: {
        zh: '与同类终端和上周同日比较；查看现金模块状态',
        en: 'Compare with other kiosks and the same day last week; look at the cash module',
      },
    },
  ],
  unknownsAgeing: [
    {
      step: 'settle',
      who: 'supervisor',
      text: { zh: '请营业厅核对结果不明的缴费', en: 'Have the hall settle payments whose result is unknown' },
    },
  ],
}
