import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const IMPORTS = /import\s*\{([^}]*)\}\s*from\s*['"]element-plus['"]/g
const components = join(
  dirname(createRequire(import.meta.url).resolve('element-plus/package.json')),
  'es/components',
)

/** `ElTableV2` → `table-v2`: the folder of a component of Element Plus. */
function folderOf(name: string): string {
  return name
    .replace(/^El/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
}

/** Gives every module the styles of the Element Plus components that it names: no page can forget one, none loads all. */
export function elementStyles(): Plugin {
  return {
    name: 'element-styles',
    transform(code, id) {
      if (id.includes('node_modules') || !code.includes('element-plus')) return
      const names = [...code.matchAll(IMPORTS)].flatMap(([, list = '']) =>
        list.split(',').map((one) => one.trim().split(/\s/)[0] ?? ''),
      )
      const folders = names.filter((name) => /^El[A-Z]/.test(name)).map(folderOf)
      const styled = [...new Set(folders)].filter((name) =>
        existsSync(join(components, name, 'style/css.mjs')),
      )
      const lines = styled.map((name) => `import 'element-plus/es/components/${name}/style/css'`)
      return lines.length === 0 ? undefined : { code: `${lines.join('\n')}\n${code}`, map: null }
    },
  }
}
