import { createChipSession } from '../../src/device/card-reader/chip/session.ts'
import type { CardReader } from '../../src/device/card-reader/card-reader.ts'
import type { MeterCard } from '../../src/device/card-reader/meter-card/meter-card.ts'
import { readMeterCard } from '../../src/device/card-reader/meter-card/read-meter-card.ts'
import type { IdReader } from '../../src/device/id-reader/id-reader.ts'
import { UsageError, chosen, failed, withDevice } from '../session.ts'
import type { Session } from '../session.ts'

/** Reads one card: of an identity card the masked person, of a chip card its ATR and what a meter card says. */
export async function readCard(session: Session): Promise<number> {
  const { id, kind } = chosen(session, session.args[0] ?? onlyReader(session))
  if (kind === 'idReader') return withDevice(session, kind, id, (reader) => readIdentity(session, reader))
  if (kind === 'cardReader') return withDevice(session, kind, id, (reader) => readChip(session, reader))
  throw new UsageError(`${id} is a ${kind}, which reads no cards.`)
}

function onlyReader({ devices }: Session): string | undefined {
  const readers = devices.filter(({ kind }) => kind === 'idReader' || kind === 'cardReader')
  return readers.length === 1 ? readers[0]?.id : undefined
}

function timeoutMs({ values }: Session): number {
  return Number(values['for'] ?? 30) * 1_000
}

async function readIdentity(session: Session, reader: IdReader): Promise<number> {
  if (reader.status.device !== 'online') return failed(session, reader.id, reader.status.error)
  return new Promise<number>((resolve) => {
    const timer = setTimeout(() => resolve(failed(session, reader.id, 'timeOut')), timeoutMs(session))
    const done = (code: number) => {
      clearTimeout(timer)
      resolve(code)
    }
    session.signal.addEventListener('abort', () => done(failed(session, reader.id, 'canceled')), {
      once: true,
    })
    reader.onEvent((event) => {
      if (event.type === 'readFailed') done(failed(session, reader.id, event.error))
      if (event.type !== 'cardRead') return
      const { documentType, masked } = event.person
      const who = { documentType, masked }
      session.tell(
        { ok: true, device: reader.id, person: who },
        `${reader.id}: ${documentType}, ${masked.name}, ${masked.idNumber}`,
      )
      done(0)
    })
    reader.arm()
    console.error('Lay the card on the reader.')
  })
}

async function readChip(session: Session, reader: CardReader): Promise<number> {
  console.error('Insert the card.')
  const taken = await reader.accept({ timeoutMs: timeoutMs(session), signal: session.signal })
  if (!taken.ok) return failed(session, reader.id, taken.error)
  try {
    const powered = await reader.powerOn()
    if (!powered.ok) return failed(session, reader.id, powered.error)
    const chip = createChipSession(powered.chip)
    const atr = Buffer.from(powered.chip.atr).toString('hex')
    const meter = await readMeterCard(chip)
    const meterCard = meter.ok ? maskedMeterCard(meter.card) : undefined
    const said = meter.ok ? `meter card ${JSON.stringify(meterCard)}` : meter.problem
    session.tell(
      {
        ok: true,
        device: reader.id,
        atr,
        protocol: chip.protocol,
        ...(meterCard ? { meterCard } : { problem: meter.ok ? '' : meter.problem }),
      },
      `${reader.id}: ATR ${atr}, ${chip.protocol}, ${said}`,
    )
    return 0
  } finally {
    await reader.powerOff()
    await reader.eject()
  }
}

/** What of a meter card may be seen: its numbers name a customer. */
function maskedMeterCard({ parameters, wallet }: MeterCard): object {
  const { grid, cardType, meterNo, customerNo } = parameters
  return { grid, cardType, meterNo: lastFour(meterNo), customerNo: lastFour(customerNo), wallet }
}

function lastFour(number: string): string {
  return number.slice(-4).padStart(number.length, '*')
}
