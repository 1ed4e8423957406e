import type { CardRecord, DocumentType } from '../../frame/sdt-record.ts'
import { guarded } from '../common/guarded.ts'
import { seenText } from '../common/seen-text.ts'
import { maskName, maskNumber } from './mask.ts'
import { dayOf, isCitizenNumber, isPermanentResidentNumber } from './identity-number.ts'

/** Letters of an English name before it goes on in the field for its rest. */
const ENGLISH_NAME_ROOM = 35

type Common = {
  /** The Chinese name where the card has one, else the English one. */
  readonly name: string
  readonly sex: 'male' | 'female' | 'unknown'
  /** `YYYY-MM-DD`, as all dates here. */
  readonly birthDate: string
  readonly idNumber: string
  readonly validFrom: string
  readonly validTo: string
}

type Foreigner = { readonly englishName: string; readonly country: string }

type Details = {
  /** `nation` is a code of GB/T 3304: 01…56, 97, 98. */
  mainland: { readonly nation: string; readonly address: string; readonly issuer: string }
  residencePermit: {
    readonly address: string
    readonly issuer: string
    readonly passNumber: string
    readonly issueCount: string
  }
  foreigner2017: Foreigner & { readonly issuer: string; readonly version: string }
  foreigner2023: Foreigner & { readonly renewals: string; readonly priorNumber: string }
}

/** What of a person may be written to a log. */
export type MaskedPerson = {
  readonly documentType: DocumentType
  readonly masked: { readonly name: string; readonly idNumber: string }
}

/**
 * Who an identity card says it belongs to; checked: its dates exist, its number is well formed and fits the date of
 * birth. `validTo` is `longTerm` for cards that never expire; whether a card is expired is for the caller to judge.
 *
 * The fields can be read by name but not listed: printing, JSON, spreading and cloning show the masked form only.
 */
export type Person = {
  [Type in DocumentType]: { readonly documentType: Type } & Common & Details[Type]
}[DocumentType] &
  MaskedPerson & { toJSON(): MaskedPerson }

/** The person of a card; `undefined` when something on it cannot be true. */
export function personOf(told: CardRecord): Person | undefined {
  if (Object.values(told.fields).some((field) => /\p{Cc}/u.test(field))) return undefined
  const card = seenOf(told)
  const { documentType, fields } = card
  const details = detailsOf(card)
  const name = fields.name || ('englishName' in details ? details.englishName : '')
  const birthDate = dayOf(fields.birth)
  const validFrom = dayOf(fields.from)
  const validTo = fields.to === '长期' ? 'longTerm' : dayOf(fields.to)
  if (!name || !birthDate || !validFrom || !validTo) return undefined
  const { number: idNumber } = fields
  const wellFormed = documentType === 'foreigner2017' ? isPermanentResidentNumber : isCitizenNumber
  if (!wellFormed(idNumber, birthDate)) return undefined
  const common: Common = { name, sex: sexOf(fields.sex), birthDate, idNumber, validFrom, validTo }
  const shown = { documentType, masked: { name: maskName(name), idNumber: maskNumber(idNumber) } }
  // The details belong to the document type by `detailsOf`, which the compiler cannot see any more.
  return guarded(shown, { ...common, ...details }) as Person
}

/** Marks of direction and the like are no part of a name, and would be obeyed by every screen that shows it. */
function seenOf({ documentType, fields }: CardRecord): CardRecord {
  const seen = Object.entries(fields).map(([name, field]) => [name, seenText(field)])
  return { documentType, fields: Object.fromEntries(seen) as CardRecord['fields'] } as CardRecord
}

/** GB/T 2261.1. */
function sexOf(code: string): Common['sex'] {
  if (code === '1') return 'male'
  return code === '2' ? 'female' : 'unknown'
}

function detailsOf(card: CardRecord): Details[DocumentType] {
  switch (card.documentType) {
    case 'mainland': {
      const { nation, address, issuer } = card.fields
      return { nation, address, issuer }
    }
    case 'residencePermit': {
      const { address, issuer, passNumber, issueCount } = card.fields
      return { address, issuer, passNumber, issueCount }
    }
    case 'foreigner2017': {
      const { englishName, country, issuer, version } = card.fields
      return { englishName, country, issuer, version }
    }
    case 'foreigner2023': {
      const { englishName, englishNameRest: rest, country, renewals, priorNumber } = card.fields
      const whole = rest === '' ? englishName : englishName.padEnd(ENGLISH_NAME_ROOM) + rest
      return { englishName: whole, country, renewals, priorNumber }
    }
  }
}
