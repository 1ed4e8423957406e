/** Devices of a hall by kind: how many, and their model, maker, zone and what they use up. Invented. */
type Sort = readonly [kind: string, count: number, model: string, maker: string, zone: string, uses: string]

const SORTS: Readonly<Record<string, readonly Sort[]>> = {
  H0100: [
    ['queueMachine', 2, 'QM-21', '示范智能', 'guidance', '热敏纸 80×80'],
    ['selfPayment', 3, 'SP-40', '示范智能', 'selfService', '热敏纸 80×80'],
    ['newConnection', 1, 'NC-10', '示范电子', 'selfService', '打印纸 A4'],
    ['inquiry', 2, 'IQ-7', '示范电子', 'guidance', ''],
    ['writingDesk', 2, 'WD-3', '示范家具', 'guidance', '表单'],
    ['multimediaCounter', 4, 'MC-5', '示范智能', 'business', ''],
    ['handheldPos', 2, 'HP-1', '示范支付', 'business', '热敏纸 57×40'],
  ],
  H0201: [
    ['queueMachine', 1, 'QM-11', '示范智能', 'guidance', '热敏纸 80×80'],
    ['selfPayment', 1, 'SP-20', '示范智能', 'selfService', '热敏纸 80×80'],
    ['inquiry', 1, 'IQ-7', '示范电子', 'guidance', ''],
    ['handheldPos', 1, 'HP-1', '示范支付', 'business', '热敏纸 57×40'],
  ],
}

const HEADING = 'assetId,hallId,kind,zone,stage,model,maker,serial,warrantyUntil,version,consumables'

/** Devices of these halls as a file of the ledger, for one import; null: the demo knows of none there. */
export function demoLedger(hallIds: readonly string[]): string | null {
  const lines = hallIds.flatMap((hallId) =>
    (SORTS[hallId] ?? []).flatMap(([kind, count, model, maker, zone, uses]) =>
      Array.from({ length: count }, (_, n) => {
        const number = `${hallId}-${kind}-${n + 1}`
        const serial = `${model}-${hallId.slice(1)}${n + 1}`
        const until = `202${7 + (n % 3)}-06-30`
        return [number, hallId, kind, zone, 'inService', model, maker, serial, until, '1.4.2', uses].join(',')
      }),
    ),
  )
  return lines.length === 0 ? null : [HEADING, ...lines].join('\n')
}
