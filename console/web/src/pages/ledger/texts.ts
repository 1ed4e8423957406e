import { pageTexts } from '@service-hall/ui'
import { ledgerWords } from '../../ledger/texts.ts'

const own = pageTexts(
  {
    ledger: {
      title: '设备台账',
      count: '{n} 项',
      nothing: '台账中还没有资产',
      nothingHint: '登记一项资产，或导入 CSV 文件。',
      nothingFits: '没有符合条件的资产',
      search: '查找编号、型号',
      add: '登记资产',
      added: '已登记',
      import: '导入 CSV',
      imported: '已导入 {n} 项',
      lines: '{n} 行未导入',
      importHint:
        '首行为列名：assetId,hallId,kind，可另有 zone、stage、model、maker、serial、warrantyUntil、version、consumables、partOf。',
      model: '型号',
      maker: '厂家',
      warranty: '质保截止',
      repairs: '维修工单',
      all: '全部',
    },
  },
  {
    ledger: {
      title: 'Ledger of devices',
      count: '{n} assets',
      nothing: 'There is nothing in the ledger yet',
      nothingHint: 'Enter an asset, or import a CSV file.',
      nothingFits: 'No asset is like that',
      search: 'Find a number or model',
      add: 'Enter an asset',
      added: 'Entered',
      import: 'Import CSV',
      imported: '{n} assets were imported',
      lines: '{n} lines were not',
      importHint:
        'The first line names the columns: assetId,hallId,kind, and any of zone, stage, model, maker, serial, warrantyUntil, version, consumables, partOf.',
      model: 'Model',
      maker: 'Maker',
      warranty: 'Warranty until',
      repairs: 'Repair orders',
      all: 'All',
    },
  },
)
export const ledgerTexts = { zh: { ...ledgerWords.zh, ...own.zh }, en: { ...ledgerWords.en, ...own.en } }
