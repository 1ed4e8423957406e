import type { Language } from '@service-hall/contract'
import { WORDS } from './words.ts'
import type { Tables } from './tables.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '')

/** A sheet of A4, for the browser's own print and "save as PDF". No script, nothing loaded. */
const STYLE = `
@page { size: A4 landscape; margin: 14mm }
body { font: 12px/1.5 system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif; color: #1a1a1a; margin: 24px }
h1 { font-size: 20px } h2 { font-size: 15px; margin-top: 24px }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #8a8a8a; padding: 4px 8px; text-align: left; overflow-wrap: anywhere }
th { background: #eef3f2 } tr { break-inside: avoid } thead { display: table-header-group }
@media print { body { margin: 0 } }`

/** The report as a page to print. */
export function pageOf({ head, sides, cases }: Tables, language: Language): string {
  const t = WORDS[language]
  const [[title = ''] = [], ...facts] = head
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escaped(title)}</h1>
<p>${facts.map(([name = '', value = '']) => `${escaped(name)}: ${escaped(value)}`).join('<br>')}</p>
${tableOf(sides)}
<h2>${t.casesTitle}</h2>
${cases.length > 1 ? tableOf(cases) : `<p>${t.noCases}</p>`}
</body>
</html>
`
}

function tableOf([heading = [], ...rows]: string[][]): string {
  const row = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return `<table><thead>${row(heading, 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`
}
