type Numbered = { id: string; stationId: string | null; counterId: string | null }

/** What a customer and staff find an order by, on screen and paper: the place and the end of its id, `K1-3F9A2C`. */
export function paymentReference({ id, stationId, counterId }: Numbered): string {
  const place = (stationId ?? counterId ?? 'H').slice(0, 24)
  return `${place}-${id.replaceAll('-', '').slice(-6).toUpperCase()}`
}
