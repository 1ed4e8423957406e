// Messages of 全渠道 (ACP) 5.1.0: fields by name. Requests and notices are forms; answers are `k=v&k=v` with values as they
// are, not escaped.

export type AcpFields = Readonly<Record<string, string>>

/** An answer's fields. Braces keep together what has `&` and `=` in it. Null: it is none. */
export function parseAnswer(text: string): AcpFields | null {
  const pairs = split(text.trim())
  const fields: Record<string, string> = Object.create(null) as Record<string, string>
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1 || Object.hasOwn(fields, pair.slice(0, at))) return null
    fields[pair.slice(0, at)] = pair.slice(at + 1)
  }
  return fields
}

function split(text: string): string[] {
  const pairs: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}') depth -= 1
    if (text[at] !== '&' || depth > 0) continue
    pairs.push(text.slice(from, at))
    from = at + 1
  }
  return [...pairs, text.slice(from)]
}

/** A notice's fields. Null: it is none. */
export function parseForm(text: string): AcpFields | null {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [name, value] of new URLSearchParams(text)) {
    if (Object.hasOwn(fields, name)) return null
    fields[name] = value
  }
  return Object.keys(fields).length > 0 ? fields : null
}

/** All but the signature, by name in the order of bytes: `a=1&b=2`. */
export function signedText(fields: AcpFields): string {
  return Object.keys(fields)
    .filter((name) => name !== 'signature')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
}
