import { beijing, hourOf, money } from '../time.ts'
import type { Given, Trade } from '../trades.ts'
import { gbk } from './gbk.ts'
import { zipFile } from './zip-file.ts'

const HEADER =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,' +
  '订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,' +
  '商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

export type Row = {
  tradeNo: string
  outTradeNo: string
  kind: '交易' | '退款'
  subject: string
  createdAt: number
  at: number
  storeId: string
  terminalId: string
  fen: number
  requestNo: string
}

/** Merchants pay 0.6 % of a trade, rounded to the fen; a refund gives it back. */
const feeOf = (fen: number): number => -Math.round((fen * 6) / 1_000)

export function rowOf({ trade, refund }: { trade: Trade; refund?: Given }): Row {
  const { tradeNo, outTradeNo, subject, createdAt, storeId, terminalId } = trade
  return {
    tradeNo,
    outTradeNo,
    kind: refund ? '退款' : '交易',
    subject,
    createdAt,
    at: refund?.at ?? trade.paidAt ?? 0,
    storeId,
    terminalId,
    fen: refund ? -refund.fen : trade.fen,
    requestNo: refund?.requestNo ?? '',
  }
}

function lineOf(row: Row): string {
  const none = '0.00'
  return [
    `${row.tradeNo}\t`,
    `${row.outTradeNo}\t`,
    row.kind,
    row.subject,
    beijing(row.createdAt),
    beijing(row.at),
    `${row.storeId}\t`,
    '\t',
    '\t',
    `${row.terminalId}\t`,
    '*某(159****5620)\t',
    money(row.fen),
    money(row.fen),
    ...[none, none, none, none, none, '', `${none}\t`, none],
    `${row.requestNo}\t`,
    money(feeOf(row.fen)),
    none,
    '',
  ].join(',')
}

/** Differences as a script wants them: one payment lacking, one of another amount, one that nobody knows. */
export function differing(rows: readonly Row[]): Row[] {
  const payments = rows.filter(({ kind }) => kind === '交易')
  const [lacking, other] = payments
  const stranger = lacking && {
    ...lacking,
    tradeNo: `${lacking.tradeNo}9`,
    outTradeNo: 'STRANGER0000000000000000001',
  }
  return [
    ...rows
      .filter((row) => row !== lacking)
      .map((row) => (row === other ? { ...row, fen: row.fen + 1 } : row)),
    ...(stranger ? [stranger] : []),
  ]
}

/** A day's file as merchants download it: a ZIP with the details and the sums, names and text in GBK. */
export function billFile(rows: readonly Row[], day: string, sellerId: string): Buffer {
  const account = `${sellerId}0156`
  const name = `${account}_${day.replaceAll('-', '')}_业务明细`
  return zipFile([
    { name: `${name}.csv`, bytes: gbk(`${detailsOf(rows, day, account).join('\r\n')}\r\n`) },
    { name: `${name}(汇总).csv`, bytes: gbk('#支付宝业务汇总查询\r\n') },
  ])
}

function detailsOf(rows: readonly Row[], day: string, account: string): string[] {
  const chinese = (at: number): string =>
    beijing(at).replace(/^(\d+)-(\d+)-(\d+)/, (_, year, month, date) => `${year}年${month}月${date}日`)
  const paid = rows.filter(({ kind }) => kind === '交易')
  const given = rows.filter(({ kind }) => kind === '退款')
  const sum = (list: readonly Row[]): string => money(list.reduce((total, { fen }) => total + fen, 0))
  return [
    '#支付宝业务明细查询',
    `#账号：[${account}]`,
    `#起始日期：[${chinese(hourOf(day, 0))}]   终止日期：[${chinese(hourOf(day, 24))}]`,
    '#-----------------------------------------业务明细列表----------------------------------------',
    HEADER,
    ...rows.map(lineOf),
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${paid.length}笔，商家实收共${sum(paid)}元，商家优惠共0.00元`,
    `#退款合计：${given.length}笔，商家实收退款共${sum(given)}元，商家优惠退款共0.00元`,
    `#导出时间：[${chinese(hourOf(day, 30))}]`,
  ]
}
