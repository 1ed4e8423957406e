import { byId, yuanText } from '@service-hall/contract'
import type { PaymentOrder, PaymentRefund } from '@service-hall/contract'
import { useText } from '@service-hall/ui'
import { useHallStore } from '@service-hall/ui/hall'
import { durationOf } from './duration.ts'
import { momentText } from './moment-text.ts'

const CHANNELS: readonly string[] = ['alipay', 'wechat', 'unionpay', 'bankCard', 'card', 'cash', 'meterCard']
const ACCOUNTS: readonly string[] = ['customer', 'billing', 'suspense', 'inTransit', 'cashOverShort']

export type PaymentWords = {
  channel: (id: string) => string
  place: (order: Pick<PaymentOrder, 'stationId' | 'counterId'>) => string
  placeOf: (id: string) => string
  /** Of an actor as facts name it: `staff:S1`, `station:K1`, `system`. */
  person: (by: string) => string
  box: (boxId: string) => string
  /** Why money goes back, and what staff said of it. */
  refundCause: (refund: Pick<PaymentRefund, 'cause' | 'why'>) => string
  /** Of an account of the hall's books. */
  account: (id: string) => string
  time: (at: number) => string
  /** How long ago, in the largest units that say enough. */
  age: (since: number) => string
  yuan: (fen: number) => string
}

/** What payments are called on the hall's pages: configured names where there are, ids where there are none. */
export function usePaymentWords(): PaymentWords {
  const hall = useHallStore()
  const { t, say } = useText()

  const channel = (id: string): string => (CHANNELS.includes(id) ? t(`pay.channel.${id}`) : id)
  function placeOf(id: string): string {
    const config = hall.view.config
    const station = config?.stations.find((row) => row.id === id)
    if (station) return `${say(station.name)} (${id})`
    const counter = config?.counters.find((row) => row.id === id)
    return counter ? t('counter.numbered', { number: counter.number }) : id
  }
  function box(boxId: string): string {
    const drawer = /^drawer-(.+)$/.exec(boxId)?.[1]
    if (drawer !== undefined) return t('pay.drawerOf', { place: placeOf(drawer) })
    const device = hall.view.config?.devices.find((row) => row.id === boxId)
    return device ? `${say(device.name)} (${boxId})` : boxId
  }
  function person(by: string): string {
    const [kind, id] = by.split(/:(.*)/s)
    if (kind === 'system') return t('pay.bySystem')
    if (id === undefined) return by
    if (kind === 'station') return placeOf(id)
    const member = byId(hall.view.config?.staff, id as never)
    return [hall.staffNames[id] ?? id, member?.number].filter(Boolean).join(' ')
  }
  function account(id: string): string {
    if (ACCOUNTS.includes(id)) return t(`pay.account.${id}`)
    const [kind, of] = id.split(/:(.*)/s)
    if (of !== undefined && kind === 'channel') return t('pay.account.channel', { name: channel(of) })
    return of !== undefined && kind === 'box' ? t('pay.account.box', { name: box(of) }) : id
  }
  function time(at: number): string {
    const zone = hall.view.config?.hall.timeZone
    return zone === undefined ? '' : momentText(at, hall.now, zone)
  }
  function age(since: number): string {
    const { unit, count } = durationOf(hall.now - since)
    return t(`pay.age.${unit}`, { count })
  }
  return {
    ...{ channel, placeOf, person, box, account, time, age },
    place: ({ stationId, counterId }) => {
      const id = stationId ?? counterId
      return id === null ? t('pay.placeless') : placeOf(id)
    },
    refundCause: ({ cause, why }) => t(why ? `pay.refundWhy.${why}` : `pay.refundCause.${cause}`),
    yuan: yuanText,
  }
}
