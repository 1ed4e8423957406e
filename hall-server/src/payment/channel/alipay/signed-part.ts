/**
 * The text of a member of a JSON object exactly as it stands there: what Alipay has signed of an answer. Parsing and
 * writing it again would change escapes (`\/`), order and spaces. null: no such member, or the text is no JSON object.
 *
 * Source: Alipay OpenAPI, "同步返回验签"; the signed text is from `{` to its `}`, both included.
 */
export function signedPart(json: string, name: string): string | null {
  for (const member of membersOf(json)) if (member.name === name) return json.slice(member.from, member.to)
  return null
}

type Member = { name: string; from: number; to: number }

/** Members of the outermost object, in order. */
function* membersOf(json: string): Generator<Member> {
  let at = json.indexOf('{') + 1
  if (at === 0) return
  for (;;) {
    const nameFrom = json.indexOf('"', at)
    if (nameFrom < 0) return
    const nameTo = endOfString(json, nameFrom)
    const colon = skipSpace(json, nameTo)
    if (json[colon] !== ':') return
    const from = skipSpace(json, colon + 1)
    const to = endOfValue(json, from)
    if (to === null) return
    yield { name: json.slice(nameFrom + 1, nameTo - 1), from, to }
    at = to
  }
}

function skipSpace(json: string, at: number): number {
  while (/\s/.test(json.charAt(at))) at += 1
  return at
}

/** Behind the closing quote of the string that begins at `at`. */
function endOfString(json: string, at: number): number {
  for (let index = at + 1; index < json.length; index += 1) {
    if (json[index] === '\\') index += 1
    else if (json[index] === '"') return index + 1
  }
  return json.length
}

/** Behind the value that begins at `at`; null: it does not end. */
function endOfValue(json: string, at: number): number | null {
  let depth = 0
  for (let index = at; index < json.length;) {
    const character = json.charAt(index)
    if (character === '"') {
      index = endOfString(json, index)
      if (depth === 0) return index
      continue
    }
    if (depth === 0 && /[,}\]]/.test(character)) return index
    if (/[{[]/.test(character)) depth += 1
    if (/[}\]]/.test(character) && (depth -= 1) === 0) return index + 1
    index += 1
  }
  return null
}
