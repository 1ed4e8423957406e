import { birthDateOf } from '@service-hall/contract'
import type { Identity } from '@service-hall/contract'
import type { Person } from '@service-hall/drivers'

/** Whose card was laid on the reader: as much as the session needs, and no longer than it lasts. */
export type Customer = {
  /** `张**` */
  masked: string
  /** `YYYY-MM-DD` */
  birthDate: string
  /** For the next ticket; gone once a ticket was asked for with it. */
  identity: Identity | null
}

/** What is known of the card and its holder. In memory only. */
export type CardState = {
  customer: Customer | null
  /** The card on the reader said nothing. */
  isUnreadable: boolean
  /** A card was laid on the reader and has not been seen to leave. */
  isLying: boolean
}

export type CardChange =
  | { type: 'read'; person: Pick<Person, 'name' | 'idNumber' | 'birthDate' | 'masked'> }
  | { type: 'unreadable' }
  /** A card lies there that is not this customer's. */
  | { type: 'left' }
  | { type: 'lifted' }
  /** Whoever stood here has gone, or goes on without the card. */
  | { type: 'forgotten' }
  /** The hall has made a ticket: it knows who this is. */
  | { type: 'used' }
  /** The message about an unreadable card has stood long enough. */
  | { type: 'told' }

export const noCard: CardState = { customer: null, isUnreadable: false, isLying: false }

/** What becomes of it. Another card laid on the reader is another customer. */
export function cardAfter(state: CardState, change: CardChange): CardState {
  switch (change.type) {
    case 'read':
      return { customer: customerOf(change.person), isUnreadable: false, isLying: true }
    case 'unreadable':
      return { customer: null, isUnreadable: true, isLying: true }
    case 'left':
      return { ...state, isLying: true }
    case 'lifted':
      return { ...state, isLying: false }
    case 'forgotten':
      return { ...state, customer: null, isUnreadable: false }
    case 'used':
      return state.customer ? { ...state, customer: { ...state.customer, identity: null } } : state
    case 'told':
      return { ...state, isUnreadable: false }
  }
}

function customerOf({
  name,
  idNumber,
  birthDate,
  masked,
}: Extract<CardChange, { type: 'read' }>['person']): Customer {
  const needsDate = birthDateOf(idNumber) === null
  return {
    masked: masked.name,
    birthDate,
    identity: { name: name.slice(0, NAME_MAX), idNumber, ...(needsDate ? { birthDate } : {}) },
  }
}

/** As long a name as the contract takes. */
const NAME_MAX = 60
