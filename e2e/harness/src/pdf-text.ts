import { inflateSync } from 'node:zlib'

/**
 * The text of a PDF as a reader would copy it, a line for each piece that was drawn. Written for files whose fonts are embedded
 * with two-byte codes and a `ToUnicode` map (ISO 32000-1, 9.10.3), streams deflated or plain.
 */
export function pdfText(file: Uint8Array): string {
  const pdf = Buffer.from(file).toString('latin1')
  if (!pdf.startsWith('%PDF-')) throw new Error('this is no PDF')
  const objects = objectsIn(pdf)
  const maps = new Map<string, Map<number, string>>()
  for (const [name, number] of fontNames(objects)) {
    const to = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number)?.head ?? '')?.[1]
    maps.set(name, mapOf(objects.get(Number(to))?.stream ?? ''))
  }
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head))
  return pages
    .map(({ head }) => objects.get(Number(/\/Contents (\d+) 0 R/.exec(head)?.[1]))?.stream ?? '')
    .map((content) => drawnIn(content, maps))
    .join('\n')
}

type PdfObject = { head: string; stream: string }

function objectsIn(pdf: string): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>()
  for (const [, number, body = ''] of pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', rest] = body.split(/\nstream\n/)
    const raw = Buffer.from(rest?.replace(/\nendstream$/, '') ?? '', 'latin1')
    const isDeflated = head.includes('/FlateDecode')
    const stream = (isDeflated && raw.length > 0 ? inflateSync(raw) : raw).toString('latin1')
    objects.set(Number(number), { head, stream })
  }
  return objects
}

/** Names that pages give their fonts, and the objects that these are. */
function fontNames(objects: Map<number, PdfObject>): [string, number][] {
  const lists = [...objects.values()].flatMap(({ head }) => /\/Font <<([\s\S]*?)>>/.exec(head)?.[1] ?? [])
  return lists.flatMap((list) =>
    [...list.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', number]): [string, number] => [
      name,
      Number(number),
    ]),
  )
}

/** What each code of a font stands for. */
function mapOf(cmap: string): Map<number, string> {
  const map = new Map<number, string>()
  for (const [, list = ''] of cmap.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, from = '', , codes = ''] of list.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g))
      for (const [at, [, hex = '']] of [...codes.matchAll(/<([\w ]*)>/g)].entries())
        map.set(parseInt(from, 16) + at, utf16(hex))
  for (const [, list = ''] of cmap.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, code = '', hex = ''] of list.matchAll(/<(\w+)> <(\w+)>/g))
      map.set(parseInt(code, 16), utf16(hex))
  return map
}

function utf16(hex: string): string {
  // Letters that are drawn as one, such as ff, stand apart.
  return Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')
}

function drawnIn(content: string, maps: Map<string, Map<number, string>>): string {
  const lines: string[] = []
  let map: Map<number, string> | undefined
  for (const [, name, shown] of content.matchAll(/\/(\w+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) map = maps.get(name)
    else
      lines.push(
        [...(shown ?? '').matchAll(/<(\w*)>/g)]
          .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
          .map((code) => map?.get(parseInt(code, 16)) ?? '')
          .join(''),
      )
  }
  return lines.join('\n')
}
