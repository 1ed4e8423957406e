import type { HallConfig, KioskPayment } from '@service-hall/contract'

/** Services whose queue nobody needs, as the hall's file says, for what this kiosk does now. */
export function insteadOf(
  { services }: Pick<HallConfig, 'services'>,
  offers: KioskPayment['offers'],
): KioskPayment['instead'] {
  return services
    .flatMap(({ id, atKiosk, retired }) =>
      atKiosk !== undefined && !retired && offers.includes(atKiosk)
        ? [{ serviceId: id, purpose: atKiosk }]
        : [],
    )
    .slice(0, 20)
}
