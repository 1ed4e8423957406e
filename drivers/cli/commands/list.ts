import { readdirSync } from 'node:fs'
import type { DeviceDescription } from '../../src/host/description.ts'
import { reasonOf, untilSettled, withHost } from '../session.ts'
import type { Session } from '../session.ts'

/** Tells how every device is; exit code 1 when one is not online. */
export async function list(session: Session): Promise<number> {
  if (session.values['ports'] === true) return listPorts(session)
  return withHost(session.devices, { reportBug: () => undefined }, async (host) => {
    await Promise.all([...host.devices.values()].map((device) => untilSettled(device, session.signal)))
    const all = host.describe()
    if (session.values['json'] === true) for (const one of all) session.tell(one, '')
    else session.tell(all, table(all.map(row)))
    return all.every(({ status }) => status.device === 'online') ? 0 : 1
  })
}

function row({ id, kind, profile, status, consumables, problem }: DeviceDescription): string[] {
  const stocks = consumables.map(({ name, state, amount, unit }) =>
    amount === undefined ? `${name} ${state}` : `${name} ${state} (${amount} ${unit ?? ''})`,
  )
  const paper =
    status.paper && !consumables.some(({ name }) => name === 'paper') ? [`paper ${status.paper}`] : []
  const error = problem ?? (status.error ? reasonOf(status.error) : '')
  return [id, `${kind} ${profile}`, status.device, [...paper, ...stocks].join(', '), error]
}

/** What is told of a port; its maker and number where the adapter has them. */
type Port = { path: string; manufacturer?: string; serialNumber?: string }

async function listPorts({ tell }: Session): Promise<number> {
  // The native binding is loaded only when it is wanted: a host of TCP devices does without.
  const { SerialPort } = await import('serialport')
  const found = (await SerialPort.list()) as Port[]
  const ports = found.map(({ path, manufacturer, serialNumber }): Port => ({
    path,
    ...(manufacturer !== undefined && { manufacturer }),
    ...(serialNumber !== undefined && { serialNumber }),
  }))
  const byId = namesById()
  const text = table([...ports.map((port) => Object.values(port)), ...byId.map((path) => [path])])
  tell({ ports, byId }, text || 'There is no serial port.')
  return 0
}

/** Names that an adapter keeps wherever it is plugged in; Linux only. */
function namesById(): string[] {
  try {
    return readdirSync('/dev/serial/by-id').map((name) => `/dev/serial/by-id/${name}`)
  } catch {
    // The folder is there only while an adapter is.
    return []
  }
}

function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((fields) => fields.length))
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((fields) => fields[at]?.length ?? 0)),
  )
  return rows
    .map((fields) =>
      fields
        .map((field, at) => field.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
