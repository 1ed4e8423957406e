import { RECORD_LENGTH } from './sdt-sam.ts'

/**
 * The 256-byte text of a resident identity card: UTF-16LE, padded with spaces; a letter at offset 248 tells which of
 * four documents it is. Each layout lists its fields in order with their bytes; `-` is reserved.
 *
 * Source: GA 450 and the layouts of the residence permits (2018) and the foreigner's permanent residence cards (2017
 * and 2023) as makers of readers publish them.
 */
export const RECORD_LAYOUTS = {
  mainland: [
    ['name', 30],
    ['sex', 2],
    ['nation', 4],
    ['birth', 16],
    ['address', 70],
    ['number', 36],
    ['issuer', 30],
    ['from', 16],
    ['to', 16],
    ['-', 28],
    ['flag', 2],
    ['-', 6],
  ],
  residencePermit: [
    ['name', 30],
    ['sex', 2],
    ['-', 4],
    ['birth', 16],
    ['address', 70],
    ['number', 36],
    ['issuer', 30],
    ['from', 16],
    ['to', 16],
    ['passNumber', 18],
    ['issueCount', 4],
    ['-', 6],
    ['flag', 2],
    ['-', 6],
  ],
  foreigner2017: [
    ['englishName', 120],
    ['sex', 2],
    ['number', 30],
    ['country', 6],
    ['name', 30],
    ['from', 16],
    ['to', 16],
    ['birth', 16],
    ['version', 4],
    ['issuer', 8],
    ['flag', 2],
    ['-', 6],
  ],
  foreigner2023: [
    ['name', 30],
    ['sex', 2],
    ['renewals', 4],
    ['birth', 16],
    ['englishName', 70],
    ['number', 36],
    ['-', 30],
    ['from', 16],
    ['to', 16],
    ['englishNameRest', 22],
    ['country', 6],
    ['flag', 2],
    ['priorNumber', 6],
  ],
} as const satisfies Record<string, readonly (readonly [string, number])[]>

/** Mainland resident, resident of Hong Kong, Macao or Taiwan, foreigner by the card of 2017 or of 2023. */
export type DocumentType = keyof typeof RECORD_LAYOUTS

/** Names of a layout's fields, without reserved ones. */
export type RecordField<Type extends DocumentType = DocumentType> = Exclude<
  (typeof RECORD_LAYOUTS)[Type][number][0],
  '-'
>

/** A card's fields as texts without their padding. */
export type CardRecord = {
  [Type in DocumentType]: { documentType: Type; fields: Record<RecordField<Type>, string> }
}[DocumentType]

const typeByFlag: Readonly<Record<string, DocumentType>> = {
  ' ': 'mainland',
  J: 'residencePermit',
  I: 'foreigner2017',
  Y: 'foreigner2023',
}
const FLAG_AT = 248

/** Reads a record; `undefined` when it has another length or the letter of none of the four documents. */
export function decodeRecord(record: Uint8Array): CardRecord | undefined {
  if (record.length !== RECORD_LENGTH) return undefined
  const documentType = typeByFlag[text(record, FLAG_AT, 2)]
  if (documentType === undefined) return undefined
  const fields: Record<string, string> = {}
  let at = 0
  for (const [name, length] of RECORD_LAYOUTS[documentType]) {
    if (name !== '-') fields[name] = text(record, at, length).replace(/[ \0]+$/, '')
    at += length
  }
  return { documentType, fields }
}

function text(record: Uint8Array, at: number, length: number): string {
  return Buffer.from(record.buffer, record.byteOffset + at, length).toString('utf16le')
}
