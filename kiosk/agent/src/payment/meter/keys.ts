import type { BillingAsked, PaymentOrderId } from '@service-hall/contract'
import type { MeterKeyService } from '@service-hall/drivers'
import type { BillingAsker } from '../../ports.ts'

type Step = Extract<BillingAsked, { ask: 'meterCardKey' }>['step']

/** The utility's key service, asked through the hall for a sale that was paid. Keys never come here, results do. */
export function hallKeys(link: BillingAsker, orderId: string): MeterKeyService {
  const ask = async (serial: Uint8Array, challenge: Uint8Array, step: Step): Promise<Uint8Array> => {
    const said = await link.askBilling({
      ...{ ask: 'meterCardKey', orderId: orderId as PaymentOrderId, step },
      ...{ cardSerial: hex(serial), challenge: hex(challenge) },
    })
    if (said.is !== 'ok') throw new Error(`the key service: ${said.is}`)
    return Uint8Array.from(Buffer.from(said.value.result, 'hex'))
  }
  return {
    cardResponse: ({ serial, challenge }) => ask(serial, challenge, { ask: 'cardResponse' }),
    hostResponse: ({ serial, challenge }) => ask(serial, challenge, { ask: 'hostResponse' }),
    mac: ({ serial, challenge, message }) => ask(serial, challenge, { ask: 'mac', message: hex(message) }),
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
