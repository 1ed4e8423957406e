/** Fields that a hall's file has for the hall, and a driver does not need. */
const forTheHall: ReadonlySet<string> = new Set(['name', 'station', 'counter', 'paperWidth', 'rows'])

type Fields = Readonly<Record<string, unknown>>

/**
 * A device of a hall's own file, told by its `station`, as a driver's configuration: without what is for the hall, and
 * with tables in place of its lists. Any other device as it is.
 */
export function ofHall(device: Fields): Fields {
  if (!('station' in device)) return device
  const { keys, lights, ...rest } = Object.fromEntries(
    Object.entries(device).filter(([field]) => !forTheHall.has(field)),
  )
  return {
    ...rest,
    // The word of halls' files for it before they had more than one kind of pad.
    ...(device['profile'] === 'servicehall' && { profile: 'own' }),
    ...(keys !== undefined && { keys: tableOf(keys, 'byte', ({ level }) => level) }),
    ...(lights !== undefined && {
      lights: tableOf(lights, 'counter', ({ counter: _, ...colours }) => colours),
    }),
    ...readerOf(device),
  }
}

/** The list as a table by one of its fields; what is no such list stays, to be refused. */
function tableOf(list: unknown, key: string, valueOf: (entry: Fields) => unknown): unknown {
  if (!Array.isArray(list) || !list.every(isMapping)) return list
  return Object.fromEntries(list.map((entry) => [String(entry[key]), valueOf(entry)]))
}

/** A hall's file names a reader of the PC/SC service in the place of a line. */
function readerOf({ profile, link }: Fields): Fields {
  if (profile !== 'pcsc' || !isMapping(link) || typeof link['url'] !== 'string') return {}
  const reader = link['url'].replace(/^pcsc:/, '')
  return reader === '' ? {} : { reader }
}

function isMapping(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
