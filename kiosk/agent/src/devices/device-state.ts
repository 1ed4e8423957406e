import type { BoxFill, Consumable, DeviceState } from '@service-hall/contract'
import type { DeviceStatus } from '@service-hall/drivers'

/**
 * A driver's status in the terms of the contract: what an operator must know. Cards that come and go and amounts that
 * shrink are left out, since each change is a fact for ever.
 */
export function deviceState({ device, paper, media, consumables, error }: DeviceStatus): DeviceState {
  return {
    device,
    ...(paper === undefined ? {} : { paper }),
    ...(error === undefined ? {} : { error: error.code, action: error.action }),
    ...(media === 'jammed' || media === 'retracted' ? { media } : {}),
    ...(consumables === undefined ? {} : { consumables: consumables.map(filled) }),
  }
}

function filled({ name, state }: Consumable): Consumable {
  return { name, state }
}

/** The state of an acceptor whose box is as full as the hall counted; a box that is out or full by itself stays so. */
export function filledTo(state: DeviceState, fill: BoxFill): DeviceState {
  if (fill === 'ok') return state
  const consumables = (state.consumables ?? []).map((one) =>
    one.name === 'cashBox' && (one.state === 'ok' || one.state === 'nearFull')
      ? { ...one, state: fill }
      : one,
  )
  return { ...state, consumables }
}
