import type { Channel, ChannelRules } from '@service-hall/hall-server/light-hall'
import type { Life } from '../life.ts'
import type { Line } from './line.ts'
import { readNotice } from './qr-gateway.ts'
import type { GatewayNotice, QrGateway } from './qr-gateway.ts'

/** Told before something leaves the hall, with the number that has to be on its disk by then. */
export type OnDisk = (number: string) => void

/** The hall's end of the line to a gateway, in one life of its process. */
export function qrChannel(
  gateway: QrGateway,
  rules: ChannelRules,
  { line, life, onDisk }: { line: Line; life: Life; onDisk: OnDisk },
): Channel {
  return {
    rules,
    open(charge, credential) {
      onDisk(charge.channelNo)
      return line.call(life, () => (credential ? gateway.take(charge) : gateway.show(charge)))
    },
    query: (charge) => line.call(life, () => gateway.look(charge)),
    close: (charge) => line.call(life, () => gateway.undo(charge)),
    refund(refund) {
      onDisk(refund.refundNo)
      return line.call(life, () => gateway.refund(refund))
    },
    queryRefund: ({ refundNo }) => line.call(life, () => gateway.refunded(refundNo)),
    notice({ body }) {
      const told = JSON.parse(body.toString()) as GatewayNotice & { isForged?: boolean }
      if (!told.isForged) return Promise.resolve(readNotice(told))
      const reply = { status: 400, type: 'text/plain', body: 'failure' }
      return Promise.resolve({ ok: false, code: 'badSignature', reply })
    },
    bill: () => Promise.resolve({ is: 'empty' }),
  }
}
