/** One group of interface bytes, TAi TBi TCi, and the protocol they speak of; the first group is global. */
export type InterfaceBytes = { protocol?: number; ta?: number; tb?: number; tc?: number }

/** What a chip tells of itself when it is reset. */
export type Atr = {
  convention: 'direct' | 'inverse'
  /** Numbers of the protocols it offers, in its order; the first is the one spoken without negotiation. */
  protocols: readonly number[]
  interfaceBytes: readonly InterfaceBytes[]
  /** Free bytes of the maker: often names and numbers. Not for logs. */
  historical: Uint8Array
}

export type AtrProblem = 'badTs' | 'tooShort' | 'tooLong' | 'badTck'
export type ParsedAtr = { ok: true; atr: Atr } | { ok: false; problem: AtrProblem }

/** TS and 32 bytes more at most. */
const MAX_ATR = 33
/** TD bytes could name one another for ever; four groups is more than any chip has. */
const MAX_GROUPS = 8

/**
 * Takes an answer to reset apart: TS T0 (TA TB TC TD)… historical bytes, TCK (ISO/IEC 7816-3, clause 8). TCK, the XOR
 * of everything after TS, is there as soon as a protocol other than T=0 is offered.
 */
export function parseAtr(bytes: Uint8Array): ParsedAtr {
  const [ts, t0] = bytes
  if (bytes.length > MAX_ATR) return { ok: false, problem: 'tooLong' }
  if (ts === undefined || t0 === undefined) return { ok: false, problem: 'tooShort' }
  if (ts !== 0x3b && ts !== 0x3f) return { ok: false, problem: 'badTs' }
  const read = readGroups(bytes, t0)
  if (!read) return { ok: false, problem: 'tooShort' }
  const { groups, protocols, end } = read
  const historicalEnd = end + (t0 & 0x0f)
  const checked = protocols.some((protocol) => protocol !== 0)
  const length = historicalEnd + (checked ? 1 : 0)
  if (bytes.length < length) return { ok: false, problem: 'tooShort' }
  if (bytes.length > length) return { ok: false, problem: 'tooLong' }
  if (checked && bytes.subarray(1).reduce((check, byte) => check ^ byte, 0) !== 0) {
    return { ok: false, problem: 'badTck' }
  }
  return {
    ok: true,
    atr: {
      convention: ts === 0x3b ? 'direct' : 'inverse',
      protocols: protocols.length > 0 ? protocols : [0],
      interfaceBytes: groups,
      historical: bytes.slice(end, historicalEnd),
    },
  }
}

/** The protocol to speak with a chip that was not told otherwise; `undefined` for one that readers here do not speak. */
export function firstProtocol({ protocols }: Atr): 'T=0' | 'T=1' | undefined {
  if (protocols[0] === 0) return 'T=0'
  return protocols[0] === 1 ? 'T=1' : undefined
}

function readGroups(bytes: Uint8Array, t0: number) {
  const groups: InterfaceBytes[] = []
  const protocols: number[] = []
  let end = 2
  let indicator: number | undefined = t0
  for (let count = 0; indicator !== undefined; count += 1) {
    if (count === MAX_GROUPS) return undefined
    const group: InterfaceBytes = count === 0 ? {} : { protocol: indicator & 0x0f }
    if (indicator & 0x10) group.ta = bytes[end++] ?? 0
    if (indicator & 0x20) group.tb = bytes[end++] ?? 0
    if (indicator & 0x40) group.tc = bytes[end++] ?? 0
    const next: number | undefined = indicator & 0x80 ? bytes[end++] : undefined
    if (end > bytes.length) return undefined
    groups.push(group)
    const named = next === undefined ? undefined : next & 0x0f
    if (named !== undefined && !protocols.includes(named)) protocols.push(named)
    indicator = next
  }
  return { groups, protocols, end }
}
